namespace Strata.Parsing.Docx;

/// <summary>
/// Where in its fields a text is (ECMA-376 part 1, 17.16): between a field's beginning and its separator stands its code, which is not
/// text; what follows is its result. Fields nest, and go on over paragraphs.
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

    /// <summary>The result begins; the answer is where the field links to, if it does.</summary>
    public string? Separate()
    {
        if (!_open.TryPop(out var field))
        {
            return null;
        }
        _open.Push((field.Code, true));
        return LinkOf(field.Code.ToString());
    }

    /// <summary>True where the field that ends had a result.</summary>
    public bool End() => _open.TryPop(out var field) && field.InResult;

    /// <summary>The address in <c>HYPERLINK "https://…"</c>; null for other codes, and for links inside the document (<c>\l</c>).</summary>
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
