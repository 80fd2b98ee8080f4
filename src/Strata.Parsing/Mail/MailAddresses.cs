namespace Strata.Parsing.Mail;

/// <summary>An address in a header.</summary>
/// <param name="Name">Decoded; empty if only the address is given.</param>
internal readonly record struct MailAddress(string Name, string Address)
{
    public override string ToString() =>
        Name.Length == 0 ? Address
        : Address.Length == 0 ? Name
        : Name.AsSpan().IndexOfAny(",;<>@\"()") >= 0 ? $"\"{Name.Replace("\"", "\\\"", StringComparison.Ordinal)}\" <{Address}>"
        : $"{Name} <{Address}>";
}

/// <summary>Parses address lists (RFC 5322, section 3.4): names, quoted or not, comments, groups. Other text is kept as a name.</summary>
internal static class MailAddresses
{
    public static IReadOnlyList<MailAddress> Parse(string? header)
    {
        var found = new List<MailAddress>();
        if (header is null)
        {
            return found;
        }
        var (name, address, comment) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        var isAngled = false;
        for (var i = 0; i < header.Length; i++)
        {
            switch (header[i])
            {
                case '"' when !isAngled:
                    i = Quoted(header, i, name);
                    break;
                case '(' when !isAngled:
                    i = Comment(header, i, comment);
                    break;
                case '<':
                    isAngled = true;
                    address.Clear();
                    break;
                case '>':
                    isAngled = false;
                    break;
                case ',' or ';' when !isAngled:
                    Add(found, name, address, comment);
                    break;
                case ':' when !isAngled && address.Length == 0 && !name.ToString().Contains('@', StringComparison.Ordinal):
                    // A group's name; its members follow.
                    name.Clear();
                    break;
                default:
                    (isAngled ? address : name).Append(header[i]);
                    break;
            }
        }
        Add(found, name, address, comment);
        return found;
    }

    private static void Add(List<MailAddress> found, StringBuilder name, StringBuilder address, StringBuilder comment)
    {
        var shown = EncodedWords.Decode(name.ToString().Trim()).Trim();
        var reached = address.ToString().Trim();
        if (reached.Length == 0 && shown.Contains('@', StringComparison.Ordinal) && !shown.Contains(' ', StringComparison.Ordinal))
        {
            (shown, reached) = (EncodedWords.Decode(comment.ToString().Trim()), shown);
        }
        if (shown.Length > 0 || reached.Length > 0)
        {
            found.Add(new(shown == reached ? "" : shown, reached));
        }
        name.Clear();
        address.Clear();
        comment.Clear();
    }

    private static int Quoted(string header, int at, StringBuilder into)
    {
        for (at++; at < header.Length && header[at] != '"'; at++)
        {
            at += header[at] == '\\' && at + 1 < header.Length ? 1 : 0;
            into.Append(header[at]);
        }
        return at;
    }

    private static int Comment(string header, int at, StringBuilder into)
    {
        var depth = 1;
        for (at++; at < header.Length; at++)
        {
            depth += header[at] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                break;
            }
            into.Append(header[at]);
        }
        return at;
    }
}
