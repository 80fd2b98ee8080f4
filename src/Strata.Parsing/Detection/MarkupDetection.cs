namespace Strata.Parsing.Detection;

/// <summary>Detects YAML, TOML and less common markup in unnamed text, only if the first lines leave little doubt.</summary>
internal static class MarkupDetection
{
    private const int Lines = 200;
    private const int MinSigns = 2;

    public static DetectedType? Find(string text)
    {
        var lines = text.Split('\n', Lines + 1).Take(Lines).Select(line => line.TrimEnd()).ToList();
        return Latex(lines) ? DetectedType.FromContent(MediaTypes.Latex, "commands of LaTeX")
            : Yaml(lines) ? DetectedType.FromContent(MediaTypes.Yaml, "a YAML document mark and YAML lines")
            : Toml(lines) ? DetectedType.FromContent(MediaTypes.Toml, "tables and typed values of TOML")
            : Count(lines, line => Starts(line, "#+") || line is ":PROPERTIES:" or ":END:") >= MinSigns
                ? DetectedType.FromContent(MediaTypes.Org, "keywords of Org")
            : ReStructuredText(lines) ? DetectedType.FromContent(MediaTypes.ReStructuredText, "directives or titles of reStructuredText")
            : AsciiDoc(lines) ? DetectedType.FromContent(MediaTypes.AsciiDoc, "a title and attributes of AsciiDoc")
            : null;
    }

    private static bool Latex(List<string> lines) =>
        lines.Exists(line => Starts(line, "\\documentclass"))
        || (
            lines.Exists(line => Starts(line, "\\begin{"))
            && lines.Exists(line => Starts(line, "\\section") || Starts(line, "\\usepackage"))
        );

    private static bool Yaml(List<string> lines)
    {
        var content = lines.FindAll(line => line.Length > 0 && line[0] != '#');
        if (content.Count == 0 || !(content[0] == "---" || Starts(content[0], "%YAML") || Starts(content[0], "--- ")))
        {
            return false;
        }
        // A list with the same marks may also be Markdown, whose front matter ends with another line of dashes.
        var body = content.Skip(1).ToList();
        return body.Exists(IsPair)
            && body.TrueForAll(line => line[0] == ' ' || Starts(line, "- ") || line is "---" or "..." or "]" or "}" || IsPair(line));
    }

    private static bool IsPair(string line)
    {
        var trimmed = line.AsSpan().TrimStart();
        trimmed = trimmed.StartsWith("- ") ? trimmed[2..].TrimStart() : trimmed;
        var colon = trimmed.IndexOf(':');
        return colon > 0 && (colon == trimmed.Length - 1 || trimmed[colon + 1] == ' ');
    }

    private static bool Toml(List<string> lines)
    {
        var content = lines.FindAll(line => line.Length > 0 && line[0] != '#');
        return content.Count >= MinSigns
            && content.Exists(line => line is ['[', .., ']'])
            && content.TrueForAll(line => line is ['[', .., ']'] or [' ', ..] or [']', ..] || IsTyped(line));
    }

    private static bool IsTyped(string line)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        var value = line.AsSpan(equals + 1).TrimStart();
        return equals > 0
            && !value.IsEmpty
            && (
                value[0] is '"' or '\'' or '[' or '{' or '-' or '+' or (>= '0' and <= '9')
                || value.StartsWith("true")
                || value.StartsWith("false")
            );
    }

    private static bool ReStructuredText(List<string> lines)
    {
        var signs = Count(lines, line => Starts(line, ".. ") && (line.Contains("::", StringComparison.Ordinal) || Starts(line, ".. _")));
        signs += Count(lines, line => line.EndsWith("::", StringComparison.Ordinal) && !Starts(line, ".. "));
        signs += Count(lines, line => line.Contains(":ref:`", StringComparison.Ordinal) || line.Contains("`_", StringComparison.Ordinal));
        return signs >= MinSigns;
    }

    private static bool AsciiDoc(List<string> lines) =>
        lines.Exists(line => Starts(line, "= "))
        && Count(
            lines,
            line =>
                Starts(line, "== ")
                || line is "----" or "====" or "|==="
                || (line.Length > 2 && line[0] == ':' && line.IndexOf(':', 1) > 1)
                || Starts(line, "[source")
        ) >= 1;

    private static int Count(List<string> lines, Predicate<string> sign) => lines.Count(line => sign(line));

    private static bool Starts(string line, string start) => line.StartsWith(start, StringComparison.Ordinal);
}
