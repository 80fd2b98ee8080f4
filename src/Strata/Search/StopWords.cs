using System.Collections.Frozen;

namespace Strata.Search;

/// <summary>Words that questions are made of in any language. They are left out if there is another word.</summary>
internal static class StopWords
{
    private const string Text = """
        a about after all also am an and any are as at be been before but by can could did do does for from had has have he her his how i if in
        into is it its just let many me more most much my no not of on or our out over she should show so some tell than that the their them
        then there these they this those through to under until up us was we were what when where which while who whom whose why will with
        would you your please find give list
        aber alle als am an auch auf aus bei beim bin bis bitte da dann das dass dem den der des die dies diese dieser dieses doch du durch ein
        eine einem einen einer eines er es fur gab gibt haben habe hat hatte hatten ich ihr im ist ja kann kein keine konnen mal man mein meine
        meinem meinen meiner mir mich mit nach nicht noch nur oder ob sein seine seit sich sie sind so uber um und uns unser unsere vom von vor
        wann war waren warum was wegen welche welchem welchen welcher welches wem wen wenn wer werden wie wieviel viel wir wird wo wohin woher
        wurde wurden zeige zu zum zur zwischen
        au aux avec ce ces cette comme combien dans de des du elle en est et etait ete etre eu il ils je la le les leur lui ma mais mes moi mon
        ne nos notre nous on ont ou par pas pour quand que quel quelle quelles quels qui quoi sa se ses son sont sur ta te tes toi ton tu un une
        vos votre vous
        al algo como con cual cuales cuando cuanto cuanta cuantos cuantas de del desde donde el ella ellos en entre era es esa ese eso esta este
        estos fue ha han hay hasta la las lo los mas me mi mis muy nos nuestra nuestro o para pero por porque que quien se sin sobre son su sus
        tambien te tiene tu un una uno y ya yo
        agli ai al alla alle allo anche c che chi ci come con cosa da dal dalla dei del della delle dello di dove e era gli ha hanno ho i il in io
        l la le lo loro ma mi mia mio ne nel nella non noi o per piu quale quali quando quanto quanta quanti quante quel quella questa questo
        se si sono su sua suo ti tra tu un una uno
        aan al als bij dan dat de deze die dit door een en er geen had heb hebben heeft het hij hoe hoeveel ik in is kan maar me met mij mijn na
        naar niet nog of om ons onze ook op over te toen tot uit van veel voor waar wanneer waarom was wat we welke wie wij worden ze zich zij
        zijn zo
        ao aos as com como da das de do dos e ela ele eles em era esta este eu foi ha isso mais mas meu minha muito na nas nao nem no nos nosso o
        os ou para pela pelo por qual quais quando quanto quanta quantos quantas que quem se sem seu sua sao tem um uma voce
        att av da de den denna det detta du efter ej eller en ett for fran ha hade han har hon hur i icke inte jag kan man med men mig min mitt
        mot nar ni nu och om oss pa sa sig sin som till under upp ut vad var vara vart vem vi vid vilken vilket at der dig ditt eg en er et fra
        gik hvad hva hvem hver hvilken hvilket hvor hvordan hvornar hvorfor ikke jeg kunne mange meget mine nogle og ogsa os skal skulle ved ville
        """;

    private static readonly FrozenSet<string> All = Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenSet(StringComparer.Ordinal);

    /// <param name="word">Folded, as tokens are.</param>
    public static bool Contains(string word) => All.Contains(word);
}
