namespace Strata.Parsing.Docx;

/// <summary>
/// Tracks nested fields (ECMA-376 part 1, 17.16). A field has a code from its beginning to its separator, which is not text, then a result.
/// Fields can span paragraphs.
/// </summary>
internal sealed class Fields
{
    private const int Deepest = 64;

    private readonly Stack<(StringBuilder Code, bool InResult)> _open = new();

    public bool InCode => _open.Any(open => !open.InResult);

    public void Begin()
    {
        if (_open.Count < Deepest)
        {
            _open.Push((new(), false));
        }
    }

    public void Code(string text)
    {
        if (_open.TryPeek(out var field) && !field.InResult)
        {
            field.Code.Append(text);
        }
    }

    /// <summary>Begins the field's result. Returns its link target, or null.</summary>
    public string? Separate()
    {
        if (!_open.TryPop(out var field))
        {
            return null;
        }
        _open.Push((field.Code, true));
        return LinkOf(field.Code.ToString());
    }

    /// <summary>Ends a field. True if it had a result.</summary>
    public bool End() => _open.TryPop(out var field) && field.InResult;

    /// <summary>Returns the address in <c>HYPERLINK "https://…"</c>. Null for other codes and in-document links (<c>\l</c>).</summary>
    public static string? LinkOf(string code)
    {
        var words = code.Trim();
        if (!words.StartsWith("HYPERLINK ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        var address = words["HYPERLINK ".Length..].Trim();
        if (address.StartsWith('"') && address.IndexOf('"', 1) is > 1 and var end)
        {
            return address[1..end];
        }
        return address.StartsWith('\\') || address.Length == 0 ? null : address.Split(' ')[0];
    }
}
