using System.Runtime.InteropServices;

namespace Strata.Indexing.Postings;

/// <summary>Terms of one document (an entity, a block or a source's names) with their impacts; pure.</summary>
internal sealed class DocumentTerms
{
    /// <summary>Different words that a document is found by: far more than any record has.</summary>
    private const int MaxTerms = 20_000;
    private const double TitleWeight = 2.5;
    private const double NameWeight = 0.5;
    private const int UsualLength = 40;
    private const int UsualBlock = 24;

    private readonly Dictionary<string, double> _frequencies = new(StringComparer.Ordinal);
    private int _length;

    private DocumentTerms() { }

    public IReadOnlyCollection<string> Terms => _frequencies.Keys;

    public IEnumerable<(string Term, byte Impact)> Impacts(int usual)
    {
        foreach (var (term, frequency) in _frequencies)
        {
            yield return (
                term,
                char.IsAsciiLetterLower(term[0]) ? Postings.Impacts.Of(frequency, _length, usual) : (byte)Postings.Impacts.Max
            );
        }
    }

    public IEnumerable<(string Term, byte Impact)> EntityImpacts() => Impacts(UsualLength);

    public IEnumerable<(string Term, byte Impact)> BlockImpacts() => Impacts(UsualBlock);

    /// <summary>Of an entity: its values, names of fields that no schema has, and marks for its type, fields and dates.</summary>
    public static DocumentTerms OfEntity(FieldList fields, string entityType)
    {
        var terms = new DocumentTerms();
        foreach (var (name, json) in fields.Span)
        {
            if (json == JsonText.Null)
            {
                continue;
            }
            terms.Mark(Term.Field, name);
            terms.Read(name.Replace('_', ' '), NameWeight, counts: false);
            if (json.Length >= 12 && json[0] == '"' && IsDate(json.AsSpan(1)))
            {
                terms.Mark(Term.Month, json.AsSpan(1, 7));
            }
        }
        foreach (var text in FieldTexts.Of(fields))
        {
            terms.Read(text.Text, text.IsName ? TitleWeight : 1);
        }
        terms.Mark(Term.Type, entityType);
        return terms;
    }

    /// <summary>Of undeclared fields: their values and names.</summary>
    public static DocumentTerms OfUndeclared(FieldList fields)
    {
        var terms = OfEntity(fields, "");
        foreach (var mark in terms._frequencies.Keys.Where(t => char.IsAsciiLetterUpper(t[0])).ToList())
        {
            terms._frequencies.Remove(mark);
        }
        return terms;
    }

    /// <param name="isName">Whether it is a heading, a title or a file's name.</param>
    public static DocumentTerms OfText(string text, bool isName)
    {
        var terms = new DocumentTerms();
        terms.Read(Tokens.OfBlock(text), isName ? TitleWeight : 1);
        return terms;
    }

    /// <summary>Whether the text begins with a day, as canonical dates and times do.</summary>
    public static bool IsDate(ReadOnlySpan<char> text) =>
        text.Length >= 10
        && text[4] == '-'
        && text[7] == '-'
        && !text[..4].ContainsAnyExceptInRange('0', '9')
        && !text[5..7].ContainsAnyExceptInRange('0', '9')
        && !text[8..10].ContainsAnyExceptInRange('0', '9');

    private void Mark(char kind, ReadOnlySpan<char> value) => _frequencies[string.Concat([kind], value)] = 1;

    private void Read(string text, double weight, bool counts = true)
    {
        var sink = new Sink(this, weight, counts);
        Tokens.Read(text, ref sink);
    }

    private void Add(ReadOnlySpan<char> token, double weight, bool counts)
    {
        _length += counts ? 1 : 0;
        var term = Term.OfWord(token);
        if (_frequencies.Count < MaxTerms || _frequencies.ContainsKey(term))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_frequencies, term, out _) += weight;
        }
    }

    private readonly struct Sink(DocumentTerms terms, double weight, bool counts) : ITokenSink
    {
        public void Add(ReadOnlySpan<char> token, int start, int length, TokenKind kind) => terms.Add(token, weight, counts);
    }
}
