using System.Collections.Frozen;
using System.Net;
using System.Text.RegularExpressions;

namespace Strata.Parsing.Subtitles;

/// <summary>
/// Splits a cue's text by speaker: by voice tags (<c>&lt;v Ann&gt;</c>; WebVTT, section 4.2.2), or by names before a colon.
/// </summary>
internal static partial class Voices
{
    private const int MaxWords = 4;

    /// <summary>Words before a colon that are not names.</summary>
    private static readonly FrozenSet<string> Labels = Words(
        """
        note|notes|nb|ps|p.s|warning|caution|attention|danger|important|hint|tip|info|remark|reminder|remember|question|answer|example|examples|source|sources|translation|translator
        |subtitle|subtitles|captions|music|song|text|title|chapter|part|episode|scene|date|time|place|location|address|phone|email|website|subject|topic|agenda|summary|result|results
        |update|correction|definition|conclusion|today|tomorrow|yesterday|total|price|number|step|rule|fact|warnung|achtung|vorsicht|wichtig|hinweis|anmerkung|bemerkung|tipp|frage|antwort
        |beispiel|quelle|übersetzung|untertitel|musik|titel|kapitel|teil|szene|datum|uhrzeit|zeit|ort|adresse|thema|zusammenfassung|ergebnis|heute|morgen|gestern|summe|preis|nummer
        |attention|avertissement|remarque|conseil|réponse|exemple|traduction|sous-titres|musique|titre|chapitre|partie|scène|heure|lieu|adresse|sujet|résumé|résultat|aujourd'hui|demain
        |prix|numéro|nota|aviso|atención|advertencia|importante|consejo|pregunta|respuesta|ejemplo|fuente|traducción|subtítulos|música|título|capítulo|parte|escena|fecha|hora|lugar|tema
        |resumen|resultado|hoy|mañana|precio|número|attenzione|avviso|domanda|risposta|esempio|fonte|traduzione|sottotitoli|musica|titolo|capitolo|scena|ora|luogo|oggi|domani|prezzo|numero
        """
    );

    /// <summary>Lower-case words in names.</summary>
    private static readonly FrozenSet<string> Small = Words(
        "von|van|vom|zu|zum|zur|de|der|den|del|della|di|da|dos|das|du|la|le|les|el|al|bin|ibn|ben|of|the|and|und|et|y|e|a|à|af|av|ter|ten"
    );

    /// <summary>Returns what each voice says, in order; consecutive texts of one voice are joined.</summary>
    public static IEnumerable<(int Start, int End, string? Speaker, string Text)> Of(string text, int start, int end)
    {
        var voices = Tagged(text, start, end);
        for (var i = 0; i < voices.Count; i++)
        {
            var (from, to, speaker) = voices[i];
            while (speaker is not null && i + 1 < voices.Count && voices[i + 1].Speaker == speaker)
            {
                to = voices[++i].End;
            }
            foreach (var (first, last) in speaker is null ? Turns(text, from, to) : [(from, to)])
            {
                if (CueMarkup.Plain(text[first..last]) is { Length: > 0 } said)
                {
                    yield return (first, last, speaker ?? NameOf(said), said);
                }
            }
        }
    }

    /// <summary>Returns the non-empty stretches of text between voice tags.</summary>
    private static List<(int Start, int End, string? Speaker)> Tagged(string text, int start, int end)
    {
        var voices = new List<(int, int, string?)>();
        var (from, speaker) = (start, (string?)null);
        for (var at = start; at < end; )
        {
            var length = CueMarkup.TagAt(text, at, end);
            var tag = length > 0 ? text.AsSpan(at + 1, length - 2) : default;
            var isClosing = tag.SequenceEqual("/v");
            if (isClosing || tag.SequenceEqual("v") || tag.StartsWith("v ") || tag.StartsWith("v.") || tag.StartsWith("v\t"))
            {
                Close(isClosing ? at + length : at);
                from = isClosing ? at + length : at;
                var space = tag.IndexOfAny(' ', '\t', '\n');
                speaker =
                    space > 0 && WebUtility.HtmlDecode(tag[(space + 1)..].Trim().ToString()) is { Length: > 0 } name
                        ? name.ReplaceLineEndings(" ")
                        : null;
            }
            at += Math.Max(1, length);
        }
        Close(end);
        return voices;

        void Close(int to)
        {
            var (first, last) = (from, to);
            while (first < last && char.IsWhiteSpace(text[first]))
            {
                first++;
            }
            while (last > first && char.IsWhiteSpace(text[last - 1]))
            {
                last--;
            }
            if (first < last && CueMarkup.Plain(text[first..last]).Length > 0)
            {
                voices.Add((first, last, speaker));
            }
        }
    }

    /// <summary>
    /// Splits lines of several speakers: each has a name before it, or a dash where others have names. Lines with dashes only stay one
    /// text, as no one is named.
    /// </summary>
    private static IEnumerable<(int Start, int End)> Turns(string text, int start, int end)
    {
        var begins = new List<int>();
        var (names, isFirst) = (0, true);
        for (var at = start; at < end; )
        {
            var length = text.AsSpan(at, end - at).IndexOfAny('\n', '\r');
            var next = length < 0 ? end : at + length;
            var line = CueMarkup.Plain(text[at..next]);
            var isNamed = NameOf(line) is not null;
            names += isNamed ? 1 : 0;
            if (isNamed || line is ['-' or '–', ..])
            {
                begins.Add(at);
            }
            else if (isFirst)
            {
                break;
            }
            isFirst = false;
            at = next + 1;
            at += at < end && text[at] == '\n' && text[next] == '\r' ? 1 : 0;
        }
        if (names == 0 || begins.Count < 2)
        {
            return [(start, end)];
        }
        return begins.Select(
            (begin, i) =>
            {
                var stop = i + 1 < begins.Count ? begins[i + 1] : end;
                return (begin, begin + text[begin..stop].TrimEnd().Length);
            }
        );
    }

    /// <summary>Returns the name before the colon; null if there is none.</summary>
    private static string? NameOf(string said)
    {
        var name = Named().Match(said).Groups["name"].Value.Trim();
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
            words.Length is > 0 and <= MaxWords
            && !(words.Length == 1 && Labels.Contains(name.TrimEnd('.')))
            && Array.TrueForAll(words, word => !char.IsLower(word[0]) || Small.Contains(word))
            ? name
            : null;
    }

    private static FrozenSet<string> Words(string words) =>
        words.Split(['|', '\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(?:[-–>]\s*)*(?<name>\p{Lu}[\p{L}\p{M}\p{N}.'’\- ]{0,40}):\s", RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
