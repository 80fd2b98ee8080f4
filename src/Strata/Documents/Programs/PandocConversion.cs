namespace Strata.Documents.Programs;

/// <summary>Runs pandoc to its JSON syntax tree, in its sandbox: no file but the source is read, none is fetched.</summary>
internal static class PandocConversion
{
    public const string Name = "pandoc";

    // pandoc's readers by media type (pandoc(1), option --from).
    private static readonly Dictionary<string, string> Readers = new(StringComparer.Ordinal)
    {
        ["application/epub+zip"] = "epub",
        ["application/vnd.oasis.opendocument.text"] = "odt",
        ["application/rtf"] = "rtf",
        ["text/rtf"] = "rtf",
        ["application/x-latex"] = "latex",
        ["application/x-tex"] = "latex",
        ["text/x-latex"] = "latex",
        ["text/x-tex"] = "latex",
        ["text/x-rst"] = "rst",
        ["text/prs.fallenstein.rst"] = "rst",
        ["text/x-org"] = "org",
        ["text/org"] = "org",
        ["text/x-textile"] = "textile",
        ["text/x-mediawiki"] = "mediawiki",
        ["application/x-fictionbook+xml"] = "fb2",
        ["application/docbook+xml"] = "docbook",
    };

    private static readonly ProgramLimits Limits = new() { Memory = 8L * 1024 * 1024 * 1024, Output = 512L * 1024 * 1024 };

    public static IReadOnlyCollection<string> MediaTypes => Readers.Keys;

    public static async Task WriteAsync(string path, string mediaType, WorkFolder folder, Stream output, CancellationToken ct)
    {
        if (!Readers.TryGetValue(mediaType, out var reader))
        {
            throw new StrataException(ErrorCode.UnsupportedMediaType, $"pandoc has no reader for {mediaType}; it reads {string.Join(", ", Readers.Keys)}.");
        }

        // The run-time system's own heap limit: the address space that Haskell reserves says nothing about what it uses.
        var end = await ProgramRunner.RunAsync(
            ExternalProgram.Pandoc,
            ["+RTS", "-M1500m", "-RTS", "--sandbox", "--from", reader, "--to", "json", path],
            folder.Path,
            output,
            Limits,
            ct
        );
        if (!end.Ok)
        {
            throw new InvalidDataException($"pandoc can't read it as {reader}: {end.Stopped ?? end.Complaint}");
        }
    }
}
