using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Strata.Architecture;

/// <summary>One C# file of <c>src</c>, read as text: comments and strings are left out of <see cref="Code"/>.</summary>
internal sealed partial record SourceFile(string Path, string Text, string Code, int Lines)
{
    public static IReadOnlyList<SourceFile> All { get; } = ReadAll();

    /// <summary>The module of a file of the engine; null where it is shared ground or another project.</summary>
    public string? Module =>
        Path.StartsWith("src/Strata/", StringComparison.Ordinal) ? ModuleOf(Namespace().Match(Code).Groups[1].Value) : null;

    public bool Is(params ReadOnlySpan<string> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (Path.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Modules that the file names: by a using line, by a full name, or by a module's name before one of its types.</summary>
    public IEnumerable<string> Uses =>
        ModuleName()
            .Matches(Code)
            .Select(m => ModuleOf(m.Groups[1].Value))
            .OfType<string>()
            .Concat(
                Qualified()
                    .Matches(Code)
                    .Where(m => Types.Contains((m.Groups["module"].Value, m.Groups["type"].Value)))
                    .Select(m => m.Groups["module"].Value)
            )
            .Where(r => r != Module)
            .Distinct(StringComparer.Ordinal);

    private static HashSet<(string Module, string Type)> Types { get; } =
    [
        .. All.SelectMany(f =>
            Declared().Matches(f.Code).Select(m => (ModuleOf(Namespace().Match(f.Code).Groups[1].Value) ?? "", m.Groups["type"].Value))
        ),
    ];

    private static string? ModuleOf(string name) => name.Split('.') is ["Strata", var module, ..] && module.Length > 0 ? module : null;

    private static SourceFile[] ReadAll()
    {
        var root = Root();
        return
        [
            .. Directory
                .EnumerateFiles(System.IO.Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories)
                .Select(f => (File: f, Path: System.IO.Path.GetRelativePath(root, f).Replace('\\', '/')))
                .Where(f => !f.Path.Contains("/obj/", StringComparison.Ordinal) && !f.Path.Contains("/bin/", StringComparison.Ordinal))
                .OrderBy(f => f.Path, StringComparer.Ordinal)
                .Select(f => (f.Path, Text: File.ReadAllText(f.File)))
                .Select(f => new SourceFile(f.Path, f.Text, Spoken().Replace(f.Text, " "), f.Text.Count(c => c == '\n'))),
        ];
    }

    private static string Root([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex("""^namespace ([\w.]+);""", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex("""(?<![\w.])(?<module>[A-Z]\w*)\.(?<type>[A-Z]\w*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Qualified();

    [GeneratedRegex("""\b(class|record|struct|interface|enum) (?<type>[A-Z]\w*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Declared();

    [GeneratedRegex("""\b(Strata\.[A-Z]\w*)""")]
    private static partial Regex ModuleName();

    /// <summary>Raw strings, verbatim strings, strings, characters and comments.</summary>
    [GeneratedRegex(
        """"
            \$*"{3}[\s\S]*?"{3} | \$?@\$?"([^"]|"")*" | "(\\.|[^"\\\n])*" | '(\\.[^'\n]*|[^'\\\n])' | //[^\n]* | /\*[\s\S]*?\*/
            """",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Spoken();
}
