using System.Collections.Frozen;

namespace Strata.Rules.Values;

/// <summary>
/// Names of months and days, and the small words around them, in English, German, French, Spanish, Italian, Dutch, Portuguese, Polish,
/// Czech, Hungarian, Finnish, Turkish, Indonesian, Ukrainian, Russian, Bulgarian, Croatian, Slovak, Slovene, Romanian, Catalan, Greek, the
/// Baltic and the Scandinavian languages.
/// </summary>
internal static class MonthNames
{
    private static readonly string[] Names =
    [
        "january jan januar jänner jaenner janvier janv enero ene gennaio gen januari janeiro stycznia styczeń tammikuu tammikuuta ledna leden ocak január січня січень января январь ianuarie gener siječanj siječnja januára janúar jaanuar sausis sausio janvāris janvārī януари ιανουαρίου",
        "february feb februar feber février fevrier févr fevr fév fev febrero febbraio februari fevereiro lutego luty helmikuu helmikuuta února únor şubat február лютого лютий февраля февраль februarie febrer veljača veljače februára febrúar veebruar vasaris vasario februāris februārī февруари φεβρουαρίου",
        "march mar märz maerz marz mär mrz mars marzo maart mrt março marco marca marzec marts maaliskuu maaliskuuta března březen mart március maret березня березень марта март martie ožujak ožujka marec märts kovas kovo martā μαρτίου",
        "april apr avril avr abril abr aprile kwietnia kwiecień huhtikuu huhtikuuta dubna duben nisan április квітня квітень апреля апрель aprilie travanj travnja apríl apríla aprill balandis balandžio aprīlis aprīlī април απριλίου",
        "may mai mayo maggio mag mei maio maja maj toukokuu toukokuuta května květen mayıs május травня травень мая май maig svibanj svibnja máj mája maí gegužė gegužės maijs maijā μαΐου",
        "june jun juni juin junio giugno giu junho czerwca czerwiec kesäkuu kesäkuuta června červen haziran június червня червень июня июнь iunie juny lipanj lipnja jún júna júní juuni junij birželis birželio jūnijs jūnijā юни ιουνίου",
        "july jul juli juillet juil julio luglio lug julho lipca lipiec heinäkuu heinäkuuta července červenec temmuz július липня липень июля июль iulie juliol srpanj srpnja júl júla júlí juuli julij liepa liepos jūlijs jūlijā юли ιουλίου",
        "august aug août aout agosto ago augustus sierpnia sierpień augusti elokuu elokuuta srpna srpen ağustos augusztus agustus серпня серпень августа август agost kolovoz kolovoza avgust augusta ágúst rugpjūtis rugpjūčio augusts augustā αυγούστου",
        "september sep sept septembre septiembre setiembre settembre set setembro września wrzesień syyskuu syyskuuta eylül szeptember září вересня вересень сентября сентябрь septembrie setembre rujan rujna septembra rugsėjis rugsėjo septembris septembrī септември σεπτεμβρίου",
        "october oct oktober okt octobre octubre ottobre ott outubro out października październik lokakuu lokakuuta října říjen ekim október жовтня жовтень октября октябрь octombrie októbra oktoober spalis spalio oktobris oktobrī октомври οκτωβρίου",
        "november nov novembre noviembre novembro listopada listopad marraskuu marraskuuta kasım листопада листопад ноября ноябрь noiembrie studeni studenoga studenog novembra nóvember lapkritis lapkričio novembris novembrī ноември νοεμβρίου",
        "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro grudnia grudzień desember joulukuu joulukuuta prosince prosinec aralık грудня грудень декабря декабрь decembrie desembre decembra prosinac prosinca detsember gruodis gruodžio decembris decembrī декември δεκεμβρίου",
    ];

    private const string Days =
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
        + "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
        + "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim "
        + "lunes martes miércoles miercoles jueves viernes sábado sabado domingo mié mie jue vie sáb sab dom "
        + "lunedì lunedi martedì martedi mercoledì mercoledi giovedì giovedi venerdì venerdi sabato domenica gio "
        + "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo "
        + "maandag maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai pondělí úterý středa čtvrtek pátek sobota neděle pazartesi salı çarşamba perşembe cuma cumartesi pazar "
        + "måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag poniedziałek wtorek środa czwartek piątek niedziela "
        + "segunda terça terca quarta quinta sexta feira seg ter qua qui sex";

    private const string Small = "st nd rd th er º ª de del of the den der le el o die am r m d г года ngày tháng năm 年 月 日";

    private static readonly FrozenDictionary<string, int> Months = Names
        .SelectMany((names, i) => names.Split(' ').Select(name => (name, month: i + 1)))
        .ToFrozenDictionary(x => x.name, x => x.month, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> DayNames = Days.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenSet<string> SmallWords = Small.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> MonthsBySpan = Months.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> DaysBySpan = DayNames.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SmallBySpan = SmallWords.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    /// <returns>1–12, or 0 if the word names no month.</returns>
    public static int Month(ReadOnlySpan<char> word) => MonthsBySpan.TryGetValue(word, out var month) ? month : 0;

    /// <summary>Whether a word separates day, month and year in this order: <c>4 tháng 3 năm 2026</c>.</summary>
    public static bool IsBetween(ReadOnlySpan<char> word) =>
        word.Equals("tháng", StringComparison.OrdinalIgnoreCase) || word.Equals("năm", StringComparison.OrdinalIgnoreCase);

    public static bool IsDay(ReadOnlySpan<char> word) => DaysBySpan.Contains(word);

    /// <summary>Ordinal endings and articles without meaning: 3<b>rd</b>, <b>de</b> marzo.</summary>
    public static bool IsSmall(ReadOnlySpan<char> word) => SmallBySpan.Contains(word);
}
