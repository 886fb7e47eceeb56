//! Given names that are common in engineering teams around the world and are not also common words or products.
//!
//! A name that is missing here is still found by the company it keeps: see [`super::people`].

/// Lower-case, separated by white space.
pub(crate) const GIVEN_NAMES: &str = "
aaron abby abdul abdullah abel abigail abraham ada adam adele aditi aditya adrian adriana agata agnes agnieszka ahmad ahmed aida aiko aileen
aino aisha ajay akash aki akiko akira alain alan albert alberto alejandra alejandro aleksandar aleksander aleksandra alena alessandra
alessandro alex alexa alexander alexandra alexandre alexei alexis alfred alfredo ali alice alicia alina alison allan allison alma alvaro
alyssa amal amanda amara amelia amina amir amit amy ana anastasia anders andre andrea andreas andrei andrej andres andrew andrzej andy
angela angelo anika anil anita anja anjali ankit ann anna anne annette annika anthony antoine anton antonia antonio anya aoife ariana
arjun armando arnaud arne arthur arturo arun asha ashley ashok astrid asuka atsushi audrey aurora austin ayaka ayesha ayumi barbara
bartek basil beatrice beatriz becky ben benedict benjamin benny bernard bernd beth betty bianca bilal bjorn bob bogdan boris brad bram
brandon brenda brendan brent brian bridget britta brooke bruno bryan camila camille carina carl carla carlos carmen carol carolina caroline
catalina catarina catherine cathy cecilia cedric celia celine cesar chandra charlie charlotte chen chiara chidi chika chioma chloe chris
christian christina christine christoph christopher chun ciara cindy claire clara claudia claudio clemens cody colin connor conor
constantin corinna courtney craig cristina curtis cynthia dafydd daichi daiki daisuke damian damien dan dana daniel daniela danielle daniil danny
daria dario darius darko darren dave david dawid dean deborah deepa deepak delia denis denise dennis derek desmond devika diana diane
diego dieter dimitri dimitris dina dinesh divya dmitri dmitry dominik dominique donald donna doris dorota dorothy doug douglas duncan dylan
ebba edgar edith edoardo eduardo edward edwin eileen eiji ekaterina elaine elena eleni eli elif elin elisa elisabeth elise elizabeth ella
ellen ellie elliot elsa emil emilia emiliano emilie emily emma emmanuel emre enrico enrique eric erica erik erika erin ernesto esra esteban
esther ethan eugene eun eva evan evelyn ewa fabian fabio farah farid fatima federica federico felicia felipe felix femi fernanda fernando
filip finn fiona florence florian francesca francesco francis francisco francois frank franz fred freddy frederic frederik fredrik freya
frida friedrich fumiko gabriel gabriela gabriele gareth gary gavin geoff george georgia georgios gerald gerard gerhard giacomo gianluca
gilbert gina giorgia giorgio giovanni giulia giulio giuseppe gordon goran graham greg gregor gretchen greta guido guillaume gunnar gustav
gustavo guy hadi haiko hakan hamid hana hanna hannah hannes hans hao haruka haruki haruto harald hari harriet harry haruko hassan hattie
heather hector heidi heike heinrich helen helena helga helmut hendrik henri henrik henry herbert hideki hideo hila hilda hina hiro hiroki
hiroko hiroshi hiroyuki holly hugh hugo hussein iain ian ibrahim ida ignacio igor ikenna ilaria ilya imani imran ines inga inge ingrid
ioana irene irina iris isaac isabel isabella isabelle isla ismail ivan ivana ivo jack jackie jacob jacques jae jaime jake jakob jakub james
jamie jan jana jane janet janice janine jared jarek jasmin jason javier jay jean jeff jeffrey jelena jen jenna jennifer jenny jens jeremy
jerome jerry jess jesse jessica jesus jill jim jimena jimmy jing jiri jiro joachim joan joana joanna joao joaquin jochen jodie joe joel joerg
johan johann johanna johannes john johnny jon jonas jonathan jordan jorge jose josef joseph josephine josh joshua joyce juan juanita judith
judy jules julia julian juliana julie julien juliet julio jun junichi junko jurgen justin justyna jyoti kai kaito kamal kana kaori kapil
karel karen karin karina karl karla karolina karsten kasia kate katarina katarzyna katerina kath katharina katherine kathleen kathryn katie
katja katrin katsumi kay kayla kazuki kazuko kazuo keiko keisuke keith kelly ken kenji kenneth kenta kerry kerstin kevin khalid kiara kiran
kirsten kirsty klara klaus kofi koji konrad kostas krishna kristian kristin kristina kristof krzysztof kumar kumiko kurt kwame kyle kyoko
lakshmi lana lara larry lars latoya laura lauren laurent layla lea leah leandro leena leif leila lena leo leon leonard leonardo leonie
leopold lerato leslie lewis li liam liana lidia lili lilian liliana lin lina linda lindsay ling linh linus lionel lisa liu liv livia liz lola
lorena lorenzo lotte lou louis louisa louise luca lucas lucia lucian lucie lucy luigi luis luisa luka lukas luke luz lydia lynn maciej
maddie madeleine magda magdalena magnus mahmoud mai maja makoto malcolm malik malin mandy manfred manish manoj manuel manuela mara marc marcel
marcella marcelo marcin marco marcos marcus marek margaret margarita mari maria mariam mariana marianne marie marija marika marina mario
marisa marius marjan mark marko markus marlene marta martha marti martin martina marvin mary masaki masako masaru masashi mateo mateusz mathias
mathieu mathilde matt matteo matthew matthias maureen maurice mauricio mauro maximilian maya mayumi meera megan mehdi mehmet mei melanie
melissa mia micha michael michaela michal michel michele michelle michiko miguel mika mike mikhail miki mikko milan milena milos min mina
minh mira miranda mirela miriam mirko misaki mitsuko mohamed mohammad mohammed moira monica monika morgan morten muhammad mustafa
myriam nadia nadine nadja nagesh nakul nancy naoki naoko naomi natalia natalie nataliya natasha nathalie nathan neha neil nelson nia nick
nicola nicolas nicole niels nigel nihal nikhil niki nikita nikolai nikolaos nikolas nils nina nishant noah noel nora norbert noriko norman nuno
nuria obi ola olaf ole oleg oleksandr olga oliver olivia olivier olof omar oscar oskar otto owen pablo padma pamela paola paolo pascal patricia
patrick patrik paul paula paulina pavel pawel pedro peggy penny per pernille peter petr petra phil philip philipp philippe phoebe pierre
piotr pooja pradeep prakash pranav prasad pravin preeti priya quentin rachel radek radu rafael raghu rahul raj rajesh rajiv ralf ralph ram
ramesh ramon ramona rana randall randy ranjit raphael rashid raul ravi raymond rebecca reem reena regina reiko reinhard renata renate rene
renee reza ricardo riccardo richard rick riku rita ritu rob robert roberta roberto robin rodrigo roger rohan rohit roland rolf roman romy ron
ronald rosa rosalie rosie ross roy rudi rudolf rui rupert russell ruth ruud ryan ryo ryosuke ryota sabine sabrina sachiko sadia said sakura
salim sally salma sam samantha sameer samir samira samuel sandeep sander sandra sandro sanjay santiago sara sarah sascha sasha satoko satoshi
saul saurabh scott sean sebastian selin selma sergei sergey sergio seth shane shannon shaun shawn sheila shigeru shin shinji shirin shirley
shiv shota shreya shweta sigrid silke silvia simon simona simone siobhan sipho slavko sneha sofia sofie solveig sonia sonja sophia sophie
soren srinivas stacy stan stanislav stefan stefania stefano steffen stella stephan stephanie stephen steve steven stuart sue sunil sunita
suresh susan susana susanne suzanne svante sven svetlana swati sybille sylvia sylvie taka takahiro takashi takeshi takumi tamara tanaka
tania tanja tanya tara tariq taro tatiana tatyana taylor ted teresa terry tess thea theo theodore theresa thierry thomas thorsten tiago
tiffany tim timo timothy timur tina tobias todd tom tomas tomasz tomoko tomoya tom tommy tony tor torben tracy trevor tricia tristan troy
tunde tyler ulf ulrich ulrike umar ursula uwe valentin valentina valeria vanessa vasily vera verena veronica victoria vijay vikram viktor
vincent vinay virginia vishal vito vivek viviane vlad vladimir wadim walter wanda wang warren wei wendy werner wes wesley wilhelm willem
william wim winston wojtek wolfgang xavier xiao xin yael yan yann yannick yara yasmin yasuko yasushi yevgeny ying yoko yolanda yosef yoshi
yuki yukiko yulia yuri yusuf yuta yuto yuko yves yvette yvonne zach zachary zahra zainab zara zeynep zhang zhen zoe zofia zoltan zsofia
abe endo fujita goto hasegawa hashimoto hayashi ikeda inoue ishii ishikawa ito kato kimura kobayashi kondo maeda matsumoto miura mori
murakami nakagawa nakajima nakamura nakano nishimura ogawa okada ono ota saito sakamoto sasaki sato shimizu suzuki takahashi yamada
yamaguchi yamamoto yamashita yamazaki yoshida watanabe
anderson baker brown campbell carter clark davies davis evans fischer garcia gonzalez gupta hernandez hoffmann hughes ivanov jackson
jansen johnson jones khan kim kowalski larsen lee lopez martinez meyer miller mitchell moore mueller murphy nguyen nielsen novak
okafor okonkwo olsen patel perez petrov phillips reyes roberts robinson rodriguez sanchez schmidt schneider sharma silva singh smith
sullivan taylor thompson torres wagner walker weber williams wilson wright
";
