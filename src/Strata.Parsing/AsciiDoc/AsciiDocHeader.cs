namespace Strata.Parsing.AsciiDoc;

/// <summary>Document header: title, author, revision and attributes (docs.asciidoctor.org/asciidoc/latest/document/header/).</summary>
internal static class AsciiDocHeader
{
    /// <summary>Returns the name and value of a line that sets an attribute; null if it sets none.</summary>
    public static (string Name, string Value)? Entry(ReadOnlySpan<char> line)
    {
        if (
            line is not [':', .. var rest]
            || rest.IndexOf(':') is not (> 0 and var colon)
            || rest[..colon].ContainsAny(' ', '\t')
            || (colon + 1 < rest.Length && !char.IsWhiteSpace(rest[colon + 1]))
        )
        {
            return null;
        }
        return (rest[..colon].ToString(), rest[(colon + 1)..].Trim().ToString());
    }

    /// <summary>Reads the header, if there is one, up to the first blank line at most.</summary>
    /// <returns>Index of the line after the header.</returns>
    public static int Read(AsciiDocLines lines, AsciiDocInline inline, List<MarkupPiece> pieces)
    {
        var at = 0;
        while (at < lines.Count && (lines.IsBlank(at) || lines.IsComment(at)))
        {
            at++;
        }
        var (first, said) = (-1, new List<string>());
        var hasTitle = false;
        for (var other = 0; at < lines.Count && !lines.IsBlank(at); at++)
        {
            var line = lines[at];
            if (lines.IsComment(at) || lines.IsCondition(at))
            {
                continue;
            }
            if (Entry(line) is var (name, value))
            {
                inline.Set(name, value);
                said.Add($"{name}: {value}".TrimEnd(' '));
            }
            else if (!hasTitle && line.Length > 2 && line.StartsWith("= ") && !line[2..].IsWhiteSpace())
            {
                Flush(at);
                hasTitle = true;
                pieces.AddRange(inline.Pieces(BlockType.Heading, lines.Start(at), lines.End(at), line[2..].ToString(), 1, null));
                continue;
            }
            else if (hasTitle && other < 2 && IsAbout(line, other))
            {
                said.Add($"{(other++ == 0 ? "author" : "revision")}: {line}");
            }
            else
            {
                break;
            }
            first = first < 0 ? at : first;
        }
        Flush(at);
        return at;

        void Flush(int end)
        {
            if (first >= 0)
            {
                pieces.Add(new(BlockType.FrontMatter, lines.Start(first), lines.End(end - 1), string.Join('\n', said), 0));
            }
            (first, said) = (-1, []);
        }
    }

    /// <summary>Whether a line under the title names the author (first) or the revision, and is neither a block nor a macro.</summary>
    private static bool IsAbout(ReadOnlySpan<char> line, int other) =>
        other == 0 ? char.IsLetter(line[0]) && !line.Contains("::", StringComparison.Ordinal) : line[0] is 'v' || char.IsDigit(line[0]);
}
