namespace Strata.Parsing.AsciiDoc;

/// <summary>Lines of a text, without line endings and trailing white space.</summary>
internal sealed class AsciiDocLines
{
    private readonly string _text;
    private readonly List<(int Start, int End)> _lines = [];

    public AsciiDocLines(string text)
    {
        _text = text;
        for (var at = 0; at < text.Length; )
        {
            var length = text.AsSpan(at).IndexOfAny('\r', '\n');
            var end = length < 0 ? text.Length : at + length;
            _lines.Add((at, at + text.AsSpan(at, end - at).TrimEnd().Length));
            at = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }
    }

    public int Count => _lines.Count;

    public ReadOnlySpan<char> this[int line] => _text.AsSpan(_lines[line].Start, _lines[line].End - _lines[line].Start);

    public int Start(int line) => _lines[line].Start;

    public int End(int line) => _lines[line].End;

    public bool IsBlank(int line) => this[line].IsWhiteSpace();

    /// <summary>Whether the line is a comment; three slashes are none.</summary>
    public bool IsComment(int line) => this[line] is ['/', '/', ..] and not ['/', '/', '/', ..];

    /// <summary>Whether the line is a condition; what it encloses is kept either way.</summary>
    public bool IsCondition(int line) =>
        this[line] is var text
        && text.EndsWith("]")
        && (text.StartsWith("ifdef::") || text.StartsWith("ifndef::") || text.StartsWith("ifeval::") || text.StartsWith("endif::"));
}
