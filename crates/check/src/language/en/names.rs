//! Given names from around the world that are not also common words, places or products.
//!
//! Which names are in use in which country was looked up in the locales of the Faker project; what is a word of the
//! dictionary, a city or a tool was left out.
//!
//! A name that is missing here is still found by the company it keeps: see [`super::people`].

/// Lower-case, separated by white space.
pub(crate) const GIVEN_NAMES: &str = "
aage aaliyah aamir aarav aaron aarón abb abbas abbie abby abdallah abdelkader abdi abdul abdullah abdullahi abe abel abelardo abena abigael
abigail abiodun abner abraham abram abril abubakar achieng achille achim ada adaeze adalberto adam adan adda addi addie adebayo adel adela
adelaida adelbert adele adelheid adelia adelina adeline adem aden adil adina aditi aditya adlai adnan adolf adolfo adolph adolphe adolphus
adria adrian adriana adriane adrianna adrianne adriano adrien adrienne adrián adán adèle aedan afton agata agatha agathe aggie agnes agnese
agneta agni agnieszka agnès agostino agron agus agustin agustina agustín agáta ahmad ahmed ahmet aida aidan aideen aiden aiko aileen aili
ailis aime aimee aimée aina aine ainhoa aino ainsley aisha aisling aja ajan ajay akash aki akif akiko akira akosua akram aksel akshay alain
alan alana alanis alanna alannah alastair alban albert alberte albertina albertine alberto alberts albin albina albrecht albína alcides alda
alden aldo alea alec alejandra alejandro alejo alek aleks aleksandar aleksander aleksandr aleksandra aleksei alen alena alene alessandra
alessandro alessia alessio aleta alex alexa alexander alexandr alexandra alexandre alexandru alexei alexej alexi alexia alexis aleš alfa
alfie alfons alfonso alford alfred alfredo alger algernon algot ali alia alice alicia alida alina alisa alisha alison alissa alisson
alistair alister alix aliya aliyah alize alka alla allan allegra allen alli allie allison allyn allyson alma almira almus alois aloisia
alondra alonso alonzo aloys aloysius alphons alphonse alphonso alphonsus alston althea alton alva alvar alvaro alvin alwin alwina alwine aly
alyson alyssa alzina alícia ama amada amadeus amado amador amaka amal amalia amalie amanda amandine amani amar amara amari amaro amaya
ambrose ambrosio amelia amelie ami amico amie amin amina amine amir amira amit amma ammon amon amos amparo amrita amy amélia amélie américa
américo ana anabel anabela anabella anais ananya anas anastacia anastasia anatole anaïs anda anders anderson andor andra andre andrea
andreas andreea andrei andreia andrej andres andrew andrey andri andrin andrus andrzej andré andréa andrée andrés andy ane anes aneta anett
anette anežka ange angela angelica angelika angelina angeline angelique angelita angelo angie angus angèle angélica angélique anh anica
anika anil anisa anissa anita anja anjali anka anke ankit ann anna annabel annabell annabella annabelle annalena annalisa annalise annamaria
annamarie anne anneke anneli annelie annelies anneliese annelise annemarie annemie annetta annette anni annick annie annika annikki annina
annita anny anouk ansel anselm anselmo anson antero anthony antje anto antoine antoinette anton antonella antoni antonia antonie antonietta
antonija antonin antonina antonino antonio antonius antony antónio anwar anya aníbal aoife apolonia ara arabella araceli aracely aral aran
arcelia archibald archie arda aretha ari ariadna arian ariana ariane arianna arie ariel arielle arif arin aris aristide arjun arlen arlene
arlette arley arlo arman armand armando armida armin arnaldo arnaud arndt arne arnett arnie arno arnold arnoldo arnulfo aroha aron arran
arron arsenio arta artan artemio arthur artie artis artur arturo aru arun arvid arvin arvo aryan arzu asad asbury asha ashanti asher ashlee
ashleigh ashley ashling ashok asif asiman aslan asma assunta asta aston astrid asuka asunción atena ati atilio atsushi atticus attila aubrey
aud aude audley audra audrey augusta auguste augustin augustina augustine augusto aurel aurelia aurelio aurora aurore aurélie austin avery
avi avni avram avril axel axelle aya ayaan ayaka aydan ayden ayesha ayla ayleen aylin ayman aynur ayodele ayoub ayse aysel ayten ayub ayumi
azad aziz azra azucena azul babar babatunde babette badr baha baker bala baldur baltasar balthasar bama bambi baptiste bara barak baraka
barbara barbora barbra barnard barrett barrie barron barry bartek bartholomew bartley bartosz bashar basil basilio bassam bastian bastien
bautista bayard bayram bayron bea beata beate beatrice beatrix beatriz bebe becky beda beecher bela belen belinda bello belo belton belén
ben benard benedetto benedict benedikt beni benicio benigno benita benito benjamim benjamin benjamín benn bennie benno benny benoit benoît
benta bente benthe bento berat berend berenice bergmann berit berkley bernabé bernadette bernadine bernard bernarda bernardino bernardita
bernardo bernd berndt bernhard bernice bernie bernt berra bert berta bertha berthe berthold bertie bertil bertram bertrand bess bessie beth
bethan bethany betina betsey betsy bett bette bettie bettina betty beulah bev bevan beverley beverly beáta biagio bianca bianka bibiana biel
bil bilal biljana billie bina birger birgit birgitta birt birte birthe bjarne bjorn björk björn bladimir blahoslav blain blaine blaise
blanca blanchard blanche blane blanka blas blažena boaz bob boban bobbi bobbie bodhi bodil bodo boe bogdan bohdan bohumil bohumila bohumír
bohuslav bojan bolden boleslav bongani boniface bonifacio bonita boris borja bose boyce božena brad braden brady braga brahim bram branden
brandi brandon brandt branislav branka branko branson brant brantley braulio braxton brayan brayden brea breanna brecht breda bree brenda
brendan brendon brenna brent brenton bret brett brian briana brianna brice bridger bridget bridgette brien brigid brigita brigitta brigitte
brinda brita britney britt britta brittney britton broderick brodie brody bronagh bronwyn brooke brown bruce bruna bruni bruno bryan bryant
bryce bryn bryony bryson brígida budd budi buell buford buhari burak burk burkhardt burl burleigh burley burnett burney burnie burt bynum
byrd byron bárbara béatrice bénédicte cade caio cait caitlin caitlyn caitriona caius cale caleb calhoun calista calla callan callie callum
calogero calum calvin cambria cami camila camilla camille camillo camilo campbell campo canan candace candela candelaria candi candice
candida caoimhe capa capucine cara caren cari caridad carin carina carine carl carla carley carli carlo carlos carlota carlotta carlton
carly carlyle carmela carmelita carmella carmen carmina carol carola carole carolin carolina caroline carolyn carolyne caron carrie carsten
carter caryl casandra casimir caspar cassidy cassie cassius caswell catalina catarina caterina cathal catharina catharine catherine cathleen
cathrine cathy catrin catrina catriona cecelia cecil cecile cecilia cecilie cecily cecília cedric ceferino celeste celestia celestine
celestino celia celina celine celso cem cesar cesare ceyhun chace chadwick chaim chaka chalmers chana chanda chandra chaney channing chantal
chantel chantelle chao charan charlene charles charley charlie charline charlize charlotta charlotte charlton charly charmaine charo chas
chauncey chaz chelsey chen cher cheri cherie cheryl chet chiara chidi chika chinedu chioma chiquita chloe chloé chloë chris chrissie chrissy
christa christel christelle christi christian christiana christiane christianne christie christin christina christine christof christofer
christoffer christoph christophe christopher christos christy chun chyna cian ciara ciaran cicely cielo cilla cillian cindy cinta cinthia
cintia cipriano ciro citlali citra claiborne claire clara clare clarence clarice clarisa clarissa clarisse clark clas claud claude claudette
claudia claudie claudine claudio claudius claudy claus clem clemens clemente clementina clementine cleo cleopatra cletus cleve clifford
clifton clint cliodhna cliona clive clodagh cloe clotilde clovis clémence clément clémentine coby codie cody coen colbert colby colette
coley colin collette collin colm colman colter colum columba colvin conal conall concepcion concepción concetta concha conchita conley conn
connell conner connie connor conny conor constance constantin constantine constanza constanze consuela consuelo coolidge cora coralie
coraline corbett corbin cordelia cordell cordero cordula coretta corey cori corina corine corinna corinne corliss cormac cornel cornelia
cornelio cornelis cornelius corrado corrie corrine corry cortez cortney corwin cosima cosimo cosmin coty courtland courtney craig crete cris
cristal cristhian cristian cristiano cristina cristobal cristofer cristopher cristóbal csaba ctibor cullen curley curtis curtiss custodio
cyndi cynthia cyprian cyril cyrille cäcilia cécile cédric célestin célia célina céline césar daan dabney dafina dafne dafydd dag dagmar
dagmara dagny dagoberto dai daichi daiki daire daisuke daley dalia dalibor dalla dalvin damaris damian damiano damien damir damián damjan
dan dana danae dania danica daniel daniela daniele daniella danielle daniil danijel danijela danilo danièle daniël dann danna danny danson
dante dany daphne dara darby daren daria darian dariana darien darin darina dario darius dariusz darko darla darlene darnell darragh darrel
darrell darren darrin darryl darryn darío daud daudi dave davey david davide davie davies davin davina davis davor davy dawid dayana dayna
dayne dean deandre deane deangelo deanna dearbhail dearbhla debbie debby debi debora deborah deborrah declan deena deepa deepak deidre deion
deirdre deisy deja dejan delaney delano delbert delfina delia delilah delle delmar delores delos delphine demarco demarcus demeter demetra
demetrio demetrius demi demian dena denis denisa denise denisse deniz dennis denny denzel deon dereck derek derick dermot deron dervla
desean deshaun desi desiderio desiree desirée desislava desmond destin detlef devika devin dewi dewitt deyanira diallo dian diana diane
diann dianna dianne diarmuid didier diego dieter dietmar dietrich dijon dilan dilara dilip dillard dimas dimitra dimitri dimitrios dimitris
dina dinah dinesh diogo dion dionisio dionne dita divya diya dmitri dmitry dmytro dobroslav dolores dolph domenic domenica domenico domhnall
dominga domingo dominic dominick dominik dominika dominique donal donald donat donatella donatello donato donn donna donnell donnie donny
dono dora dorcas doreen dori dorian dorina dorine doris dorman dorota dorothea dorothy dorothée dorr dorsey doss dottie doug douglas
douglass dozier draga dragan dragica drago drahomíra drahoslav drahoslava drury duane duarte dulce duncan dunja durante dusan dustin dušan
dwayne dwi dwight dwyane dylan dávid débora déborah désirée dóra eamon eamonn ean eba ebba ebbe eben ebenezer eberhard ebert eckhart eda edd
edda eddie edel edelmira eder edgar edgard edgardo edie edin edina edinson edita edith edmond edmund edmundo edmunds edna edoardo edouard
edson edu eduard eduarda eduardo edvard edvin edward edwin edwina eero efe effie efrain efraín egbert eggert egon eiji eileen eilidh eilis
eilish eimear eimer einar einer eino eir eirini ekaterina eko ekrem eladio elaine elam elba elbert elda eldar eldon eldridge elea eleanor
eleanora eleazar elektra elena eleni elenore eleonora eleonore eleuterio elfie elfriede eli elia elian eliana eliane elias elie eliecer
eliezer elif elihu elijah elin elina eline elinor elio elis elisa elisabet elisabeth elisabetta elise eliseo elisha elissa eliza elizabeth
eliška elke elkin ella ellen eller ellery elli ellie ellinor elliot ellsworth ellwood elly elma elmar elmer elmira elmo elmore elna elnur
elodia elodie eloi eloisa eloise elon eloy eloísa eloïse elroy els elsa elsbeth elsie elsy elton elva elvia elvin elvina elvira elvíra
elwood elyse elza eléonore elías ema emanuel emanuela emas emelie emelina emeline emely emer emil emile emilia emilian emiliano emilie
emilija emilio emilly emily emin emine emma emmanuel emmanuelle emmerich emmet emmett emmi emmons emmy emre emília ena encarnacion enda endo
ene enea enes engla enid enna ennio ennis enoch enos enrico enrique enriqueta enver enya enzo eoghan eoin ephraim epifanio erasmo erasmus
erastus erbil erdogan eren erhard eric erica erich erick erik erika erin erina eris erkan erla erland erling erna ernest ernestina ernestine
ernesto ernie ernst erol errol ervin erwin eryn esa esau esi esmeralda esperanza esra essa essie esta esteban estefany estefanía estela
estella estera estes esther estrella ethan ethel etienne etna etta euan eudora eugen eugene eugenia eugenie eugenio eugène eugénie eula
eulalia eun eunice eusebia eusebio eustace eva evald evaline evan evance evander evangelina evangeline evans evaristo evelien evelin evelina
eveline evelio evelyn evelyne everett evert evi evie evita evy ewa ewald ewan ewart ewell ezekiel ezequiel ezio ezra faber fabia fabian
fabiana fabien fabienne fabio fabiola fabián fabrice fabricio fabrizio facundo fae falk fannie farah farhan farid faris fariz farouk farrah
farris faruk fatih fatiha fatima fatma faustino fausto fay faye feargal fearghal febe federica federico fedor felice felicia feliciano
felicitas felipa felipe felton femi femke fenton ferdinand ferenc fergal fergus fermín fernand fernanda fernande fernando ferrell festus
fidel fien filip filipa filipe filippa filippo filomena finbar finley finn finnegan finney fintan fiona fionnuala fischer fitzhugh flavia
flavio flemming fleur flor flore florence florencia florencio florent florentin florentina florentino florian floriane florina florinda
florine floris folake fortunata foy fran franca frances francesca francesco francia francine francis francisca francisco franck franco
francois francoise franjo frank frankie franklyn franky frans františek františka franz franziska françois françoise frazer frazier fred
freda freddie freddy frederic frederik fredo fredric fredrick fredrik fredy freja freya frida fridolin frieda friederike friedrich fritz
frode frédéric frédérique fujita fumiko furman fábio félix gabi gabino gabor gabriel gabriela gabriele gabriella gabrielle gaby gael gaetano
gaia gail gaiman gaines gaither galen galina ganda gannon gara garcia garda gareth garibaldi garnett garrett garrick garry garth garvin gary
gaspar gaspard gaston gastón gaurav gauri gautam gauthier gavin gaye gayle gaylene gaylord gaël gaëlle geary gebhard geert geir gema gemma
gena genaro genevieve geneviève gennaro geno genoveva geoff geoffrey georg george georges georgette georgi georgia georgiana georgina
georgine georgios gerald geraldine geraldo gerard gerardo gerd gerda gerhard gerhardt geri gerlinde germain germaine germán gerold geronimo
gerrard gerrit gerry gerson gert gertie gertrud gertrude gerónimo ghani ghazi ghislain ghislaine ghulam gia giacomo giada gian giancarlo
gianfranco gianluca gianluigi gianna gianni gideon gifford gilbert gilberte gilberto gilda giles gilles gillian gillis gilman gilmer gilmore
gina ginette ginny gino gioia gion giorgia giorgio giovanna giovanni giovanny girolamo gisela gisele giselle gisselle gisèle gitte giulia
giuliana giuliano giulio giuseppa giuseppe giuseppina gladis gladys glenda glenn glenwood gloria glynn godfrey godwin golda goldie goma
gonzalez gonzalo gonçalo gopal goran gordana gordon goto gottfried gottlieb gracia gracie graciela grady graeme graham grainne graydon
grayling grazia graziano graziella greco greg gregor gregorian gregorio gregory greta gretchen grete gretel grethe gretta griselda gro
grover grzegorz grégoire grégory gréta guadalupe gudrun guenther guido guilford guilherme guillaume guillermina guillermo gumi gunda gunhild
gunn gunnar gunter gunther gupta gus gustaf gustav gustave gustavo gustavus guthrie guy gwen gwenda gwendoline gwendolyn gwyn gwyneth gérald
géraldine gérard gülay gülağa günter günther habib habiba haden hadi hadija hadley hafiz haiko hailey hakan hakeem hakim hakon halil halima
halle halley hallie halsey hamid hamish hamza hana hani hanife hanna hannah hanne hannele hannelore hannes hans hansel hansjörg hanspeter
hao harald hardie hari haris harland harlow harold harrell harri harriet harry hartmann hartmut hartwell haruka haruki haruko harun haruto
harvie hasan hasegawa hashimoto haskell hassan hasta hatice hattie hawa hayashi hayat hayden haydée hayleigh hayley hayward haywood hazen
hazrat heather heber hebert hector hedda hedvika hedwig hedy heidi heidy heike heikki heiko heinrich heinz helen helena helene helga helge
heli hella helle hellen helma helmer helmut hema hemi hendrik henning henny henri henrieta henrietta henriette henrik henrique henry herbert
heriberto herma herman hermina hermine herminia herminio hermon hermína hernan hernandez hernando hernán herrmann herschel hershel herta
hertha hervey hervé hester hetty heyward hezekiah hideki hideo hila hilal hilario hilary hilbert hilda hilde hildegard hildur hillevi
hilliard hilma hilmar hina hipólito hiram hiro hiroki hiroko hiroshi hiroyuki hjalmar ho hobson hoffmann hoke holger hollie hollis holly
holm honora horace horacio horst hortense hortensia hosea howard hoyt hubbard hubert huey hugh hughes hughie hugo hugues huguette hulda
humberto humphrey huong hurley hussein huxley huy hye-jin hyman héctor hélène hüseyin iain ian ibrahim ica ida idris iestyn ieva ifa ifeoma
ige ignace ignacia ignacio ignatius ignatz ignaz ignác igor ihsan ika ikeda ikenna iker ikram ila ilan ilaria ileana ilenia ilias ilija illa
ilo ilona ilse ilya ilyas imane imani imelda imke immanuel imogen imran imre inaya indi indira indra ines ineta inez inga inge ingeborg
inger ingmar ingo ingrid ingrida ingvar inna inoue inès inés inês ioana ioannis iolanda iona irena irene irfan irina irine iris irja irma
irmgard irvin irving iryna irène isaac isaak isabel isabela isabell isabella isabelle isadora isaiah isak isaías ise isha ishaan ishii
ishikawa ishmael isiah isidor isidora isidore isidoro isidro isla ismael ismail ismet isobel isolde issa issac issack istvan istván ita ito
itzel iva ivan ivana ivanka ivanov ivar iver iverson iveta ivette ivey ivica ivo ivona ivonne ivor iván iwan iwo izabela izidor i̇brahim
i̇mam jaan jabari jabbar jabez jace jacek jacinta jacinto jack jackeline jackie jackson jacky jaclyn jacob jacobo jacobus jacoby jacque
jacqueline jacques jad jada jaden jadranka jae jael jafar jafet jahangir jai jaime jair jairo jaka jake jakob jakub jalal jalen jamaal jamal
jameel james jameson jamey jami jamie jamil jamila jamison jan jana jane janelle janet janeth janette janey jani janice janick janie janik
janina janine janis janko jann janna janne jannie jannik jannis jano janos jansen jaqueline jara jared jarek jari jarl jarlath jarmila jarno
jarod jaromír jaron jaroslav jaroslava jarrett jarrod jarvis jase jasmin jasmina jasna jason javi javier javiera jaxon jay jaya jayda jayde
jayden jaye jaylen jayne jayson jazmin jazmín jean jeana jeanette jeanie jeanine jeanne jeannette jeannie jeannine jeb jed jeet jef jeff
jeffery jeffrey jeison jelani jelena jelle jemima jemma jen jena jenifer jeniffer jenna jenni jennie jennifer jenniffer jenny jens jere
jeremiah jeremias jeremie jeremy jeremías jerica jermaine jerome jerry jerson jerzy jerónimo jes jesper jess jesse jessi jessica jessie
jessika jessy jesus jesús jethro jett jetta jewell jhoan jhon jhonatan jhonny ji-hoon ji-woo jiahao jie jill jillian jim jimena jimmie jimmy
jing jiri jiro joachim joakim joan joana joanie joann joanna joanne joao joaquim joaquin joaquina joaquín jobe jocelyn jocelyne jochen jodi
jodie jody joe joel joelle joerg joey joffrey johan johana johann johanna johanne johannes johans john johnathan johnnie johnny johnson
johnstone johny joi joko jolana jolanda jolanta jolene jolie joline jon jonah jonas jonatan jonathan jonathon jones joni jonna jonny jono
jonáš joost jordan jordi jordon jordy jordán jorge jorgen joris jorja jos jose josef josefa josefina josefine joselyn josep joseph josephine
josephus josette josh joshua josiah josiane josie josip jost josue josué josé josée joséphine jovan jovana jovita joyce jozef joão joël
joëlle joško juan juana juanita judd jude judi judita judith judson judy juhani jukka jule jules juli julia julian juliana juliane julianna
julianne julie julien juliet julieta juliette julijana julio julius julián juma jun jun- juni junichi junius junko juraj jure jurgen juri
juris justin justina justine justus justyna jutta juul jyoti ján jérôme jörg jörgen jørgen júlia jürgen kaarina kabir kacey kade kadri kai
kaia kaisa kaitlin kaitlyn kaito kaj kaja kala kaleb kalevi kaley kalina kalle kalman kamal kamala kamau kami kamil kamila kamran kamron
kamya kana kanda kandi kandy kaori kapil karam karan kareem karel karen kari karim karima karin karina karine karl karla karley karli karlie
karlo karna karol karolina karoline karolína karsten karyn kasey kash kasia kasim kaspar kasper kassandra kata katalin katana katarina
katarzyna katarína kate katelyn katerina katerine kath katharina katharine katherin katherina katherine kathi kathie kathleen kathrin
kathryn kathy kati katia katie katja kato katrin katsumi katty katy kavita kay kayden kaye kayla kaylee kayleigh kazim kazuki kazuko kazuo
keanu keaton keegan keeley keely keenan keiko keira keisha keisuke keith kellen kelley kelli kellie kelly kelsey kelvin kem kemal kemba ken
kenan kendal kendall kendra kenji kenley kenna kennard kenneth kenney kenny kenta kenton kenyatta kenyon kenzie kenzo keoni keri kermit
kerri kerrie kerry kerstin kesha kevan kevin khadija khaled khalid khalil khan khloe kian kiara kiefer kiel kiera kieran kiernan kieron kike
kiki kiley kilian killian kim kimball kimber kimberley kimberly kimura kinsey kip kipp kira kiran kiri kirsten kirstie kirstin kirsty
kiyoshi kjell klaas klara klaudia klaus klemens klement klára knut kobayashi koda koen kofi koji kojo koko kondo konrad konstantin
konstantinos kori kornel kornelia kory kostas kourtney kowalski krasimir kris krish krishna krista kristel kristen krister kristi kristian
kristie kristiina kristijan kristin kristina kristine kristjan kristof kristofer kristoffer kristopher kristy kristína krystal krystyna
krzysztof kumar kumiko kuno kurt kurtis kwabena kwame kya kyan kyara kyla kyle kylie kyoko kyra kyrie käthe käthi kåre laban lacey lachlan
lada ladina ladislav ladislava laetitia lage laila lakshmi lala lalo lamar lamarcus lamont lana lando landon laney lani lanny lara larisa
larissa larkin larry lars larsen larue lasse laszlo latasha latif latifah latoya laura laure laureen lauren laurence laurens laurent laurenz
lauretta laurette lauri laurie laurin laurine lauryn lautaro laverne lavinia lawrence lawton layla layne layton lazar lazaro lea leah leana
leander leandra leandro leann leanne leano leda lee leela leena leia leidy leif leighton leila leilani lela leland lelia lem lemuel lena
lene leni lenka lenn lennart lennie lenny lenore leo leon leona leonard leonardo leoncio leonel leonhard leonid leonidas leonie leonor
leonora leonore leontina leopold leopoldo lerato leroy lesia lesley leslie lesly lester leticia letitia letizia letty letícia levi levis
levon lew lewis lexie lexis leyla leyli león li lia liam lian liana liane liban libby libor lida lidia lidija liesbeth lieve ligia ligita
liisa lila lili lilia lilian liliana liliane lilija lilja lilla lillard lilli lillian lillie lilly lilo limon lin lina lind linda lindberg
lindbergh linde lindiwe lindsay lindy ling linh linn linnea lino linton linus linwood lio lionel lisa lisandro lisbeth lise liselotte
lisette lissa lissette liston lita littleton liu liv livia livingstone livio liz liza lize lizeth lizzie lizzy ljiljana ljubica ljubomir
ljudmila llewellyn loes lois lola lolita loma lon lona loni lonnie lonzo lopez lora loraine lorcan loredana lorelai lorelei loren lorena
lorenz lorenza lorenzo loreto loretta loretto lori lorin lorine loring loris lorna lorne lorraine lothar lott lotta lotte lotti lottie lou
louie louis louisa louise lovell lovett lovey lovisa lovro loy loyd loïc loïs luan luana luann luc luca lucas lucca luce lucero lucette
lucia lucian luciana luciano lucie lucien lucienne lucija lucila lucile lucille lucina lucinda lucio lucius lucretia lucrezia lucy lucía
ludivine ludmila ludo ludovic ludovica ludvig ludwig lue luigi luis luisa luise luisina luiza luka lukas lukasz luke lukáš lula lulu lum
luna lupe lupita lutfi luz luzia luís luísa lydia lydie lyle lyn lynda lyndon lyndsay lyndsey lynette lynn lynne lynnette lynsey lászló léa
léna léo léon léonard léonie léopold lívia maaike maarit maarten mabel macarena macarthur macey maciej maddie maddison maddox maddux
madeleine madelene madeline madge mae maeda mael maeva maeve mafalda magali magaly magda magdalen magdalena magdalene magdaléna maggi maggie
magnus mahdi maher mahi mahir mahmood mahmoud mahmud mahmut mai maia maicol maida maija maik maira maire mairead maite maja majken makayla
makena makoto maks maksim mala malachi malachy malak malcolm malcom malea malee malena malene malgorzata malia malik malika malin mallory
malou malte malvina mamadou maman mame mamie manda mandi mandy manfred manish manley manoj manolo manon manson mantas manu manuel manuela
manuelita manus mara marc marcel marcela marcelina marceline marcelino marcell marcella marcelle marcello marcellus marcelo marci marcia
marcial marciano marcie marcin marco marcos marcus marcy marek maren marga margaret margareta margarete margaretha margarida margarita
margaux marge margery margherita margie margit margita margo margot margret margrit marguerite mari maria mariah mariam marian mariana
marianela mariann marianna marianne mariano maribel marica maricela marie mariel mariela mariella marielle marietta mariette marija marijan
marijana marika marilena marilyn marin marina marinette mario marion marisa marisela marisol marissa marit marita maritta maritza marius
mariusz marja marjan marjatta marjorie marjory mark marko markus marla marleen marlen marlena marlene marley marlies marlis marlo marlon
marlyse marlène marni marnie maron marques marquez marsha marta marte martell martha marthe marti martim martin martina martine martinez
martino marty martyn martín marvin mary maryam maryann maryanne maryline marylène maryse maría marína masaki masako masao masaru masashi
massimiliano massimo matej mateja mateo mateus mateusz matheo mathew mathews mathias mathieu mathijs mathilda mathilde mathis mati matias
matija matilde mato matsumoto matt matteo matthew matthias matthieu matti mattia mattias mattie matías maud maude maura maureen maurice
mauricette mauricio maurine maurits maurizio mauro maury mavis maxi maxie maxime maximilian maximiliano maximilien maximo maxine maxx maya
mayra mayte mayumi maël maëlle mbeki mcarthur mckenna mckinley meagan meaghan meda meera megan meghan mehdi mehmet mei meike meinrad melania
melanie melany melba melina melinda melisa melissa melita mell melvin melvyn menachem meredith merel merle merlyn merrill merritt mert
merton mervin mervyn mery meryem meryl mesut metin metod metta mette meyer mia micael micaela micah micha michael michaela michaele michal
michaël micheal michel michela michelangelo michele micheline michell michelle michiko michèle mickie micky mie mignon miguel mihael mihaela
mihai mijo mika mikael mikaela mikayla mike mikel mikhail miki mikkel mikko mikuláš mila milada milagros milan milana milburn milda mildred
milena milica milka milla millard mille miller millicent millie milos miloslav miloslava miloš milán mimi min min-jun mina mindy ming minh
minna minnie minoru mio miodrag mira miran miranda mirco mireille mirela mirella mireya miriam miriama mirja mirjam mirjana mirko mirna miro
miron miroslav miroslava mirsad mirta misael misaki mischa misra missy mitch mitchel mitchell mitra mitsuko mitzi miura miya mladen modena
modesto moe mohamad mohamed mohammad mohammed moira moisés mojmír mollie molly monica monika monique monserrat montserrat moore morag morena
morgan morgane mori moriah moritz morten mortimer mose moses moshe moussa moya mueller muhamed muhammad muhammed muni murad murakami murat
murdock muriel murielle murphy mustafa mustapha mwangi mya myer mykola myles myra myriam myrna myron myrta mária mário máximo mégane mélanie
mélissa mía mónica mónika nabil nada nadežda nadia nadin nadine nadja nadège nae nael nagesh nahuel naim najam najib nakagawa nakajima
nakamura nakano nakul nancy nand nandini nando nanette nanna nanni naoise naoki naoko naomh naomi narcisa narciso nasir nassim natacha
natali natalia natalie natalija nataliya natalja nataly natalya natan natanael natascha natasha natasja nataša nate nath nathalia nathalie
nathaly nathan nathanael natividad natália naveen nayeli naz nazim nazir needham neel neely neha nehemiah neil neill nel nela nele nelia
nelio nell nella nelle nelli nellie nelly nelson nemanja nenad nerea nereida nessa nettie neva nevaeh nevenka neville nevin nevio newell
ngozi nguyen nia niall niamh nicanor nichol nichola nicholas nichole nick nicki nicklas nicklaus nicky niclas nico nicodemus nicol nicola
nicolai nicolas nicolaus nicole nicoletta nicolette nicolás nicu nidia niels nielsen nieves nigel nihad nihal niina nik nika nikhil niki
nikita nikki nikko niklas niko nikola nikolai nikolaj nikolaos nikolas nikolaus nikoletta nikolina nila nilda niles nils nim nina nino niran
nisa nisha nishant nishimura nita nives niyazi njeri nkechi noa noah noam noe noel noelia noelle noemi noemí nolan noma nona noor nora norah
norbert norberto noreen noriko norman normand norris nour noura novak novi noé noémi noémie noël noëlla noëlle nuala nubia nuno nuri nuria
nuru nury nya nélida néstor nóra núria oakley oba obed obi obinna ocampo octa octavia octavian octavie octavio octavius océane odalis odalys
odell odette odile odin odis ofelia ogawa ogden oisin okada okafor oke okey okonkwo oksana ola olaf olav olavi ole oleg olegario oleksandr
olena olga olimpia olin oliva oliver olivia olivie olivier olivine olli ollie olof olsen olu olívia oma omar omari omer ona oneida oni ono
onofre oona oonagh ophelia ophélie oran oren orhan oriana orin orla orlaith orland ornella orrin orson orville osa osama oscar osei oskar
osvaldo oswaldo ota othmar otieno otilia oto ott ottilia ottilie otto ottó ovid ovidio owen oxana ozzie pablo paco padma padraic padraig
paige paloma pam pamela panagiotis pancho panini paola paolo parrish pascal pascale pascual pascuala pasquale patel patric patrice patricia
patricio patrick patrik patrizia patrícia patti pattie pau paul paula paule paulette pauli paulina pauline paulino paulo pauls pauric pavel
pavla pawan pawel paxton paye payton paz peadar pearse peder pedro peggy pekka pelle pellegrino penelope penny per percival percy perez
perla pernille pero perri perrine perry pershing peta petar pete peter petr petra petri petronela petrov petrus petter phil philemon philip
philipp philippa philippe phillip phillips philo philomena phineas phoebe phylis phyllis pia piedad pierina piero pierre pierrette piet
pieter pietro pilar pim pina piotr pippa pirmin plummer polly pompeo pontus pooja porfirio portia posey poul pradeep prakash pranav prasad
pravin preeti prentice prentiss primus prisca priscila priscilla priska priya pryor przemek putu pénélope péter pía qabil qadim qasim qiang
quang queenie quentin quinn quint quinten quinton rabah rabb rabi rachael racheal rachel rachelle rachid rada radek radha radhika radmila
radomír radoslav radovan radu rae rael rafa rafael rafaela rafaël rafe raffael raffaela raffaele raffaella rafi rafiq raghav raghu ragna
ragnar ragnhild raheem rahel rahman rahul raiden raimo raimund raimundo raina rainer raisa raj rajesh rajiv ralf ralph raluca ram ramazan
ramesh ramiro ramon ramona ramón rana ranbir rance randal randall randi randle randolf randy rangi rani rania ranieri ranjit ranveer raoul
raphael raphaela raphaël raquel ras rasa rashad rasheed rashid rasmus ratna raul ravi rayan rayburn raymond raymonde rayne raúl reba rebeca
rebecca rebeka rebekah rebekka recep reece reem reena reese regan regina reginald regine regis regína rei reiko reilly reimar reimer reina
reinaldo reine reiner reinhard reinhardt reinhart reinhilde reinhold reino remi remigio remo remus remy rena renan renard renata renate
renato renaud rene renee rennie renzo renáta rené renée reuben reva reyes reyna reynaldo reza rhett rhian rhianna rhiannon rhoda rhona
rhonda rhys ria riad rian ricarda ricardo riccardo ricci richard rick rickard rickey ricki rickie ricky rico rida rigoberto rik rika rikki
riku riley rina rinaldo rino ripley risa rishi rita ritchie ritu riya rob robb robbie robby robert roberta roberto roberts robin robinson
roby robyn rocco rochelle rocio rocío roddy roderick rodger rodney rodolfo rodolphe rodrigo rodriguez roel rogelio roger rohan rohit roisin
rok roland rolande rolando rolf rolla rolland rollie rollo romain roman romana romane romano romina romuald romulus romy román ron rona
ronal ronald ronan ronda roni ronin ronja ronnie ronny rony roos roque rory rosa rosalba rosalia rosalie rosalind rosalinda rosalyn rosalía
rosanna rosanne rosaria rosario roscoe roseanna roseanne roseline roselyn rosemarie rosendo rosetta rosey rosie rosina rosita roslyn
rosmarie ross rossana roswell roswitha rouven rowan rowena roxana roxane roxanna roxanne roxie roy royce roza rozalia rozalija rozália rua
ruairi ruben rubin rubén rudi rudolf rudolph rudra rudy ruffin rufino rufus rui rupert ruperto ruslan russel russell ruth ruthie ruud ryan
ryland ryo ryosuke ryota ryszard régine régis rémi rémy róbert rómulo rúben rüdiger saad saadat saar sabah saban sabin sabina sabine sabir
sabra sabri sabrina sabína sacha sachiko sada sadat sade sadia sadie sadiq safet safina safiya sahra said saida saito saka sakamoto sakura
sal salah saleh salih salim salina sallie sally salma salman salome salomon salomé salomón salud salvatore sam samanta samantha samar samara
sameer sami samir samira sammie sammy sampson samu samuel samy sanaa sanchez sancho sandeep sander sandi sandor sandra sandrine sandro sani
sanja sanjay sanna sanne sante santiago santino santo sanya saoirse sapa sara sarah sarai sarina sarita sasa sasaki sascha sasha saskia sato
satoko satoshi satu satya saul saundra saurabh sava saverio saúl saša scarlett scarlette schmidt schneider schuyler scott scotty seamus sean
sebastiaan sebastian sebastiano sebastien sebastián sedat segundo seif selah selena selene selim selin selina selma sena seo-yeon sepp
serafina serena sergei sergej sergey sergio serine seth seve severin severino severo sevim seward seymour shaban shae shakira shana shane
shani shania shanice shanna shannan shannen shannon shaquille shari sharif sharlene sharma sharman shasta shaun shauna shawn shawna shawnee
shay shayne shea sheamus sheena sheila sheilah sheldon shelia shelley shelly shelton shem shep sheree sheri sherri sherrill sherwin sheryl
shiela shigeru shimizu shin shinji shira shirin shirley shiv shona shonda shota shreya shweta sian sibylle sid siddharth siegfried siem
sienna sif sigmar sigmund signa signe sigrid sigurd sila silas silja silje silke silla silva silvana silvano silvester silvia silvio sima
simeon simi simion simon simona simone simonne simón sina sinead singh siobhan sipho siro sirpa sisko siti siv siya skye skyla skylar skyler
slade slavica slavko slavomír slawomir sloane slobodan smith sneha socorro sofi sofia sofiane sofie sofía solange soledad solon solveig
solène somchai sommer sona sonia sonja sonya soo-jin sophia sophie soraya sorcha soren soňa spenser spurgeon srinivas stacie stacy stan
stana stanislaus stanislav stanislava stanislaw stavros steen stef stefan stefani stefania stefanie stefano steffen steffi steinar steinberg
stela stella sten stephan stephane stephanie stephany stephen stetson stevan steve steven stevie stewart stig stijn stina stine stjepan
stoyan stuart stéphane stéphanie sue sula suleiman sullivan sumayya sunil sunita suresh surya susan susana susann susanna susannah susanne
susi susie sussie suzana suzanna suzanne suzette suzie suzuki suzy svante svea sven svenja sverre svetlana svitlana swati swen sybil sybilla
sybille syed sylva sylvain sylvania sylvester sylvia sylviane sylvie sylwia sys sára sébastien sérgio séverine sören süleyman tabea tabitha
tadeusz tadeáš taft tage taha tahir taina taj taja taka takahashi takahiro takashi takeshi takumi tala talal tali talia talib talmadge tama
tamanna tamar tamara tami tammie tammy tamu tamás tana tanaka tandy tane tanguy tania tanja tanya tapani tapio tara taras tari tarik tariq
taro taryn tasha tatiana tatjana tatum tatyana tavares tayla taylor tayyip ted teddy tegan tekla telly tendai tenzin teo teodor teodora
teodoro tera tere terence teresa terese teresia teresita teri terrance terrell terrence terri terry terézia tess tessa teófilo thad thaddeus
thais thales thalia thandiwe thea theda thekla thelma themba theo theobald theodor theodora theodore theresa therese theresia theron thi
thiago thibaud thibault thibaut thierry thijs thom thomas thompson thorsten thos thurlow thurman thurston thuy théo théodore théophile
thérèse tiago tiana tiare tibor tierra tiffany tiina tijs tilda tilden tillman tilly tilman tim timea timmy timo timon timotej timoteo
timothy timothée timur tina tindra tino tisa titi tito titus tiziana tiziano tobe tobi tobias tobin toby tod todd toivo toki tolbert tom
toma tomas tomasa tomasz tomi tomislav tommaso tommie tommy tomo tomoko tomoya tomás tomáš toni tonia tonny tony tonya tor tora torben
torbjorn tori torrance torres torrey torsten toshio tove tracey traci tracie tracy trae trang trayvon tremaine trent trenton trevor tricia
trilby trina trine trini tripp trish trisha tristan troy trudi trudy tuan tudor tui tula tulio tumi tunde tuomas turan ture tuulikki tycho
tye tyler tyra tyree tyrell tyron tyrone türkan uche udo ugo ula ulf uli ulises ulla ulrich ulrik ulrike ulysses umar umberto umi una unni
uriah uriel urs ursula urszula usman uta ute uwe uğur vaclav vada vadim vagn vala valborg valdemar valentim valentin valentina valentino
valentín valentína valeri valeria valerie valerio valero valery valeska valter valéria valérie vanda vander vanesa vanessa vania vanja vanya
vasco vasily vasyl vaughn veda veerle vela veli vella velma vena vera vere verena vergil vern verna verner vero veronica veronika veronique
verónica vesna vesta veta vicente vick vicki vickie vicky victoire victoria victoriano victorine victorino vidal vidar vide viera viggo vigo
vijay vikki vikram viktor viktoria viktorija viktória vilhelm vilma vina vinay vince vincent vincenza vincenzo vinciane vinnie vino vinson
vinton vinzenz violeta violetta violette virgil virgilio virginia virginie viridiana vishal vitali vito vitor vittoria vittorio vitória
vivek vivi viviana viviane vivien vivienne vlad vladimir vladimír vladimíra vladislav vlado vlasta vlastimil volker vratislav václav
véronique víctor vít wadim wagner wahab waldemar walid walker walter walther waltraud wambui wanda wang wani wanjiru wardell warren watanabe
wayan wayland waylon weber wei weldon wendelin wendell wendi wendy wenzel werner wes wesley westin westley whitley whitney wieland wilber
wilbur wilford wilfred wilfredo wilfrid wilfrido wilfried wilhelm wilhelmina wilhelmine wilkie willa willard willem willi william williams
willian willie willy wilma wilmer wilson wilton wim winfield winfred winifred winnie winona winston winthrop winton wiremu witold wladimir
wojciech wojtek wolfgang woodrow woodson worley wout wouter wright wulf wyatt wylie wyman xander xaver xavi xavier xena xenia xia xiao
xiaoming ximena xin xiomara yada yadigar yadira yael yago yahya yair yamada yamaguchi yamamoto yamashita yamazaki yamilet yan yana yanet
yanis yann yannick yannis yaqub yar yara yaritza yasemin yash yasin yasir yasmin yasmina yasmine yasmín yasser yassin yassine yasuko yasushi
yazgül yaşar yee yehuda yeison yenifer yenny yesenia yessenia yetunde yevgeny yevhen yichen yilmaz ying ylva yngve yohan yohana yoko yolanda
yolande yosef yoselin yoshi yoshida younes yousef youssef yrsa yui yuki yukiko yuko yulia yuliana yunis yunus yuri yuridia yusuf yuta yuto
yvan yves yvette yvon yvonne yésica yéssica zac zacarías zach zachariah zacharias zacharie zachary zack zafar zaheer zahid zahir zahra zahur
zaid zaida zain zainab zaira zaire zak zakaria zakir zaman zamir zander zane zanele zara zayan zbigniew zdenek zdenka zdenko zdravko zeb
zechariah zehra zeke zeljko zelma zeno zenobia zenta zeynep zhang zhen ziggy zina zita zlatko zoe zoey zofia zoltan zoltán zona zora zoraida
zoran zoé zoë zsofia zsolt zuzana zvonko álvaro ámbar ángel ángela áron åse édith édouard élisabeth élise élodie éléonore émile émilie éric
étienne íris ísis óliver óscar ömer özlem øystein øyvind úrsula şeyda šimon štefan štefanija žaneta željko";
