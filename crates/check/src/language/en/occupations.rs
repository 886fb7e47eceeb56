//! Occupations outside of software: whoever is named by one of these is a person.
//!
//! Left out are the occupations that programs are called by as well (`scheduler`, `broker`, `interpreter`, `janitor`,
//! `loader`); [`SHARED`] has those that tell by the word before them (`air traffic controller`, `tram driver`).

/// Nouns of occupation, in the singular; plurals are made by the pattern.
pub(super) const OCCUPATIONS: &str = "accountant|actuary|observer|lookout|spotter|pupil|sexton|warder|jailer|gamekeeper|zookeeper|lock keeper|lockkeeper|timekeeper|housekeeper|shopkeeper|innkeeper|beekeeper|doorman|barman|bartender|waiter|waitress|hostess|chauffeur|cyclist|messenger boy|dealer|croupier|bookmaker|jeweller|tiler|glazier|cabinetmaker|decorator|scaffolder|diver|deckhand|purser|navigator on watch|helmsman|pointsman|ticket inspector|timetabler|rosterer|cartographer|geodesist|bailiff|juror|lobbyist|spokesperson|spokesman|spokeswoman|press officer|sub-editor|copy editor|sound engineer|lighting technician|prompter|choreographer|scorer|caddie|groundskeeper|greenkeeper|lifeguard|our translator|wholesaler|grocer|butcher|baker|tailor|mover|removal man|ombudsman|alderman|adjudicator|assayer|valuer|estate agent|letting agent|travel agent|ticket agent|gate agent|booking agent|field agent|advisers?|advisors?|editor-in-chief|cfo|coo|cdo|cso|chairperson|trustee|governor|minister|president|guard|advocate|aide|ambassador|announcer|archivist|assembler|assessor|attendant|\
baker|barber|barrister|biologist|boatswain|bosun|brakeman|bricklayer|bursar|butler|bystander|cameraman|caretaker|carpenter|cashier|chairman|\
chairwoman|chambermaid|chancellor|chef|chemist|clerk of works|clinician|coastguard|colonel|comptroller|conductor|constable|cook|copywriter|coroner|\
correspondent|councillor|courier|crewman|crew member|curator|custodian|customs officer|dean|dentist|desk officer|doctor|draughtsman|economist|\
electronics engineer|evaluator|examiner|fabricator|farmer|fellow|ferryman|firefighter|fireman|fitter|flagman|florist|forester|forwarder|freight forwarder|\
gardener|gatekeeper on duty|geologist|goods-in clerk|groundsman|gunner|harbour master|harbourmaster|harbor master|headmaster|headteacher|hire|homeowner|hydrologist|\
instructor|invigilator|journalist|jurist|keyholder|labourer|landlord|lawyer|lecturer|lifeguard|linesman|lineman|locksmith|logistician|lorry driver|machinist|\
magistrate|marshal|mason|mathematician|mate|matron|mayor|mechanic|medic|merchandiser|meteorologist|midwife|militiaman|ministry official|musician|neurologist|\
notary|nurse|official|operative|optician|orderly|organiser|organizer|overseer|painter|paralegal|paramedic|pastor|pathologist|pharmacist|photographer|\
physician|physicist|physiotherapist|planner|plumber|policeman|policewoman|police officer|postman|practitioner|principal investigator|prison officer|professor|prosecutor|\
proofreader|provost|quartermaster|radiographer|radiologist|railwayman|ranger|receptionist|recruiter|rector|referee|registrar|repairman|reporter|\
retailer|rigger|roofer|sailor|salesman|salesperson|saleswoman|school leaver|seaman|security guard|senator|sergeant|shunter|signaller|signalman|signalwoman|skipper|solicitor|splicer|\
stagehand|stationmaster|station master|steward|stewardess|stockbroker|storekeeper|storeman|stoker|surgeon|surveyor|teacher|temp|temps|therapist|\
trade unionist|treasurer|turner|tutor|typist|umpire|underwriter|usher|verger|veterinarian|warden|warehouseman|watchkeeper|watchman|watch officer|\
watchstander|welder|workman|yardman|bloke|chap|fellow worker|key user|power user|data steward|data entry clerk|floor walker|team mate|webmaster|postmaster on duty|\
quality manager|floor manager|site manager|station manager|branch manager|bureau chief|product manager|account manager|vendor manager";

/// Occupations that software shares: the word before tells.
pub(super) const SHARED: &str = "(?:air traffic|traffic|flight|train|trainee|rail|area|approach|tower|duty|night|shift|line|signal|stock|document|ground|mission|crew|room|control-room|chief|senior|human|financial|plant|process plant|harbour|port) controller|\
(?:tram|bus|lorry|truck|train|taxi|forklift|delivery|van|crane|ambulance|coach|tractor|engine|locomotive|metro|ferry|shuttle|courier|tanker) driver|\
(?:crane|plant|machine|console|control-room|control room|switchboard|radio|telephone|camera|tool|forklift|press|pump|line|ride|tour|night|duty|shift|bridge|lock|grid|gate) operator|\
(?:ground|baggage|cargo|freight|claims|case|animal|luggage|parcel|complaints) handler|(?:human|court|conference|sign-language|staff) (?:interpreter|translator)|(?:staff|train|crew|production|duty|human|roster|our) scheduler|(?:customs|insurance|ship|freight|human) broker|\
(?:tariff|rota|roster|shift|route|timetable|capacity|demand|night|network) planner|(?:release|bridge|team|shift) captain|(?:staff|content|technical|report) writer";
