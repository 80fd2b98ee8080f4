using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Strata.Architecture;

/// <summary>One C# file of <c>src</c>, read as text: comments and strings are left out of <see cref="Code"/>.</summary>
internal sealed partial record SourceFile(string Path, string Text, string Code, int Lines)
{
    public static IReadOnlyList<SourceFile> All { get; } = ReadAll();

    private const string Engine = "src/Strata/";

    /// <summary>The folder below that of the engine, "" in its root; null for other projects.</summary>
    public string? Folder =>
        Path.StartsWith(Engine, StringComparison.Ordinal) ? Path[Engine.Length..Math.Max(Engine.Length, Path.LastIndexOf('/'))] : null;

    public string? Namespace => NamespaceLine().Match(Code) is { Success: true } match ? match.Groups[1].Value : null;

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

    /// <summary>
    /// Other folders of the engine that the file uses: by a using line, by a namespace before a type, and those around its own by names of
    /// their types.
    /// </summary>
    public IEnumerable<string> Uses =>
        FolderName()
            .Matches(Code)
            .Select(m => FolderOf(m.Groups["folder"].Value))
            .Concat(Around.Where(outer => TypeName().Matches(Code).Any(m => Types.Contains((outer, m.Value)))))
            .OfType<string>()
            .Where(folder => folder != Folder)
            .Distinct(StringComparer.Ordinal);

    /// <summary>The folders around the file's own, whose types need no using line; the root is the last of them.</summary>
    private IEnumerable<string> Around
    {
        get
        {
            for (var folder = Folder; folder is { Length: > 0 }; )
            {
                folder = folder[..Math.Max(0, folder.LastIndexOf('/'))];
                yield return folder;
            }
        }
    }

    private static HashSet<(string Folder, string Type)> Types { get; } =
    [.. All.Where(f => f.Folder is not null).SelectMany(f => Declared().Matches(f.Code).Select(m => (f.Folder!, m.Groups["type"].Value)))];

    private static HashSet<string> Folders { get; } = [.. All.Select(f => f.Folder).OfType<string>()];

    /// <summary>The longest folder that a name of a namespace or a type begins with.</summary>
    private static string? FolderOf(string name)
    {
        for (var folder = name.Replace('.', '/'); folder.Length > 0; folder = folder[..Math.Max(0, folder.LastIndexOf('/'))])
        {
            if (Folders.Contains(folder))
            {
                return folder;
            }
        }
        return null;
    }

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
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        """(?<=^ *)(public|internal) ([a-z]+ )*(class|record|struct|interface|enum) (?<type>[A-Z]\w*)""",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline
    )]
    private static partial Regex Declared();

    [GeneratedRegex("""(?<![\w.])[A-Z]\w*""")]
    private static partial Regex TypeName();

    /// <summary>Behind <c>Strata.</c>, or a namespace that is found from any other: <c>Entities.EntityRecord</c>.</summary>
    [GeneratedRegex("""(?<![\w.])(Strata\.)?(?<folder>[A-Z]\w*(\.[A-Z]\w*)+|(?<=Strata\.)[A-Z]\w*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex FolderName();

    /// <summary>Raw strings, verbatim strings, strings, characters and comments.</summary>
    [GeneratedRegex(
        """"
            \$*"{3}[\s\S]*?"{3} | \$?@\$?"([^"]|"")*" | "(\\.|[^"\\\n])*" | '(\\.[^'\n]*|[^'\\\n])' | //[^\n]* | /\*[\s\S]*?\*/
            """",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Spoken();
}
