using System.Text.RegularExpressions;
using Strata.Interpretation;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>
/// Reads a business card or signature: a few short lines with a name, position, company, numbers and addresses, mostly unlabelled. Its
/// lines become labelled values, so that schemas of people apply. Required: an e-mail address or telephone number, no amount, and a line
/// with a person's name.
/// </summary>
internal sealed class SignatureLines(InterpretedText source)
{
    private const int MaxLines = 14;
    private const int MinLines = 3;
    private const int MaxLine = 70;
    private const int MaxWords = 6;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private static readonly Regex Mail = new(@"[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+", Linear);
    private static readonly Regex Site = new(@"\b(https?://|www\.)[\p{L}\p{N}./_-]+[\p{L}\p{N}/]", Linear);

    // "M: (216) 555-0139", "Tél. 02 98 55 01 02", "+46 70 123 45 67".
    private static readonly Regex Number = new(
        @"^(?<label>\p{L}[\p{L}. /-]{0,16}?)?[.:]?\s*(?<number>[+(]?\d[\d ()/.–-]{5,20}\d)( ?,? ?(x|ext\.?|extn\.?|poste|DW|Dw\.?|int\.|interno|anexo|wew\.) ?\d{1,5})?$",
        Linear
    );
    private static readonly Regex Mobile = new(
        @"^(m|mob\w*|c|cell\w*|port|portable|handy|móvil|gsm|natel|cellulare|telemóvel|kom|tel\. kom|matkapuhelin|携帯)\b",
        Linear | RegexOptions.IgnoreCase
    );
    private static readonly Regex Fax = new(@"^(f|fax|telefax|faks)\b", Linear | RegexOptions.IgnoreCase);

    // Two to four words with capitals, perhaps with titles before and degrees behind.
    private static readonly Regex Person = new(
        @"^((Dr|Prof|Ing|Dipl|Mag|Dott|Avv|Arch|Mr|Mrs|Ms|Mx|Herr|Frau|Me|M|Mme)\.?(-\p{L}+\.)? )*(?<name>\p{Lu}[\p{L}'’-]*\.?( (von|van|de|der|den|da|di|del|dos|la|le|el|al|bin|ten|zu|y|e)){0,2}( \p{Lu}[\p{L}'’-]*\.?){1,3})(, [\p{Lu}][\p{L}. ]{0,12})*$",
        Linear
    );

    private readonly List<(TextLine Line, int Start, int Length)> _lines = [];
    private bool _isLong;

    public void Add(in TextLine line)
    {
        if (_isLong || string.IsNullOrWhiteSpace(line.Text))
        {
            return;
        }
        var (start, length) = Segments.Trim(line.Text, 0, line.Text.Length);
        _isLong =
            length > MaxLine
            || _lines.Count == MaxLines
            || line.Block.Type is BlockType.TableRow or BlockType.Table
            || Amounts.StartAtEnd(line.Text) > 0;
        _lines.Add((line, start, length));
    }

    /// <summary>Returns the lines as values of a contact's fields; none if the text is no card.</summary>
    /// <param name="labelled">Values that labels name.</param>
    public IReadOnlyList<LabelledValue> Values(IReadOnlyList<LabelledValue> labelled)
    {
        if (_isLong || _lines.Count < MinLines)
        {
            return [];
        }
        var found = new List<LabelledValue>();
        var plain = new List<(int At, string Text)>();
        var (users, hosts) = (new List<string>(), new List<string>());
        for (var i = 0; i < _lines.Count; i++)
        {
            var (line, start, length) = _lines[i];
            var text = line.Text.Substring(start, length);
            if (Mail.Match(text) is { Success: true } mail)
            {
                found.Add(Value("email", line, start + mail.Index, mail.Length));
                users.Add(FieldNames.Fold(mail.Value[..mail.Value.IndexOf('@', StringComparison.Ordinal)]));
                hosts.Add(FieldNames.Fold(mail.Value.Split('@', '.')[^2]));
            }
            else if (Site.Match(text) is { Success: true } site)
            {
                found.Add(Value("url", line, start + site.Index, site.Length));
            }
            else if (
                Number.Match(text) is { Success: true } number
                && number.Groups["number"].Value.Count(char.IsAsciiDigit) >= 7
                && !DateText.IsOnlyDate(number.Groups["number"].Value)
            )
            {
                var label = number.Groups["label"].Value;
                found.Add(
                    Value(
                        Mobile.IsMatch(label) ? "mobile"
                            : Fax.IsMatch(label) ? "fax"
                            : "phone",
                        line,
                        start + number.Groups["number"].Index,
                        number.Groups["number"].Length
                    )
                );
            }
            else if (!text.Any(char.IsDigit) && !text.Contains(':', StringComparison.Ordinal))
            {
                plain.Add((i, text));
            }
        }
        return
            found.Count == 0
            || labelled.Any(value => found.TrueForAll(own => !own.Range.Equals(value.Range)) && value.Link == LabelLink.Colon)
            ? []
            : Named(found, plain, users, hosts);
    }

    private List<LabelledValue> Named(List<LabelledValue> found, List<(int At, string Text)> plain, List<string> users, List<string> hosts)
    {
        var firms = plain.FindAll(line => LetterheadPatterns.IsCompany(line.Text) || IsHost(line.Text, hosts));
        var people = plain.FindAll(line => Person.IsMatch(line.Text) && !firms.Contains(line) && Words(line.Text) <= MaxWords);
        // Prefers the name in the e-mail address, or the one above a position.
        var named = people.FindAll(line =>
            NamePart(line.Text)
                .Split(' ', '-')
                .Any(word =>
                    FieldNames.Fold(word) is { Length: > 2 } part && users.Exists(user => user.Contains(part, StringComparison.Ordinal))
                )
        );
        var name =
            named.Count > 0
                ? named[0]
                : people.Find(line =>
                    plain.Exists(next => next.At == line.At + 1 && !firms.Contains(next)) && (firms.Count > 0 || line.At == 0)
                );
        if (name.Text is null)
        {
            return [];
        }
        found.Add(Plain("name", name));
        if (plain.Find(line => line.At == name.At + 1 && !firms.Contains(line) && Words(line.Text) <= MaxWords) is { Text: not null } job)
        {
            found.Add(Plain("jobtitle", job));
        }
        if (firms is [var firm, ..])
        {
            found.Add(Plain("company", firm));
        }
        return found;
    }

    private static string NamePart(string text) => Person.Match(text).Groups["name"].Value;

    private static int Words(string text) => text.Split(' ').Length;

    private static bool IsHost(string text, List<string> hosts) =>
        FieldNames.Fold(text) is { Length: > 3 } folded
        && hosts.Exists(host =>
            host.Length > 3 && (host.Contains(folded, StringComparison.Ordinal) || folded.Contains(host, StringComparison.Ordinal))
        );

    private LabelledValue Plain(string field, (int At, string Text) line) =>
        Value(field, _lines[line.At].Line, _lines[line.At].Start, _lines[line.At].Length);

    private LabelledValue Value(string field, in TextLine line, int start, int length)
    {
        var (raw, range) = source.Part(line.Text, line.Range, start, length);
        return new(field, field, raw, range, line.Block.Index, LabelLink.Colon, Leading: true);
    }
}
