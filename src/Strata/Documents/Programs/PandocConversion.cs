using Strata.Parsing.Pandoc;

namespace Strata.Documents.Programs;

/// <summary>Runs pandoc to its JSON syntax tree, in its sandbox: it reads only the source and fetches nothing.</summary>
internal static class PandocConversion
{
    private const int MaxWarnings = 20;

    /// <summary>pandoc(1), exit codes: unknown reader.</summary>
    private const int UnknownReader = 21;

    // The runtime has its own heap limit; the address space it reserves says nothing about use.
    private static readonly ProgramLimits Limits = new() { Memory = 8L * 1024 * 1024 * 1024, Output = 512L * 1024 * 1024 };

    /// <exception cref="StrataException">UNSUPPORTED_MEDIA_TYPE where this pandoc has no reader for the format.</exception>
    /// <exception cref="InvalidDataException">The source can't be read, with pandoc's reason.</exception>
    public static async Task WriteAsync(string path, string mediaType, WorkFolder folder, Stream output, CancellationToken ct)
    {
        var format =
            PandocFormat.For(mediaType)
            ?? throw new StrataException(
                ErrorCode.UnsupportedMediaType,
                $"Strata does not use pandoc for {mediaType}, only for {string.Join(", ", PandocFormat.All.SelectMany(f => f.MediaTypes))}."
            );
        var version = await ProgramVersion.OfAllAsync([ExternalProgram.Pandoc], folder.Path, ct);
        var remarks = new List<string>();
        var input = await PrepareAsync(format, path, folder, remarks, ct);
        var end = await RunAsync(format, input, folder, output, ct);
        IReadOnlyList<string> left = [];
        if (
            format.Id == "rst"
            && end is { Ok: false, Stopped: null }
            && RstSource.WithoutFiles(await File.ReadAllBytesAsync(input, ct)) is { Files.Count: > 0 } rest
        )
        {
            // It includes text of files that are not read; its own text is complete.
            left = rest.Files;
            output.SetLength(0);
            input = folder.File("rest");
            await File.WriteAllBytesAsync(input, rest.Source, ct);
            end = await RunAsync(format, input, folder, output, ct);
        }
        if (end.ExitCode == UnknownReader && end.Stopped is null)
        {
            throw new StrataException(
                ErrorCode.UnsupportedMediaType,
                $"This pandoc ({version}) has no reader for {format.Name} ({mediaType}); a newer version may have one."
            );
        }
        if (!end.Ok)
        {
            var reason = end.Stopped ?? (end.Complaint.Length > 0 ? end.Complaint : $"exit code {end.ExitCode}");
            throw new InvalidDataException(
                $"pandoc can't read it as {format.Name}: {reason.Replace(input, "the source", StringComparison.Ordinal)}"
            );
        }
        var trailer = new PandocTrailer
        {
            Programs = version,
            Warnings = [.. remarks, .. left.Select(file => $"'{file}' {PandocTrailer.NotRead}"), .. Warnings(end.Complaint, input)],
        };
        await output.WriteAsync(Encoding.UTF8.GetBytes(trailer.Write()), ct);
    }

    private static Task<ProgramEnd> RunAsync(PandocFormat format, string input, WorkFolder folder, Stream output, CancellationToken ct) =>
        ProgramRunner.RunAsync(
            ExternalProgram.Pandoc,
            ["+RTS", "-M1500m", "-RTS", "--sandbox", "--from", format.Reader, "--to", "json", input],
            folder.Path,
            output,
            Limits,
            ct
        );

    private static async Task<string> PrepareAsync(
        PandocFormat format,
        string path,
        WorkFolder folder,
        List<string> remarks,
        CancellationToken ct
    )
    {
        await using var source = File.OpenRead(path);
        if (PandocSource.Prepare(format, source, ParseBudget.Default, remarks) is not { } bytes)
        {
            return path;
        }
        var prepared = folder.File("prepared");
        await File.WriteAllBytesAsync(prepared, bytes, ct);
        return prepared;
    }

    private static List<string> Warnings(string complaint, string path) =>
        [
            .. complaint
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(line => line.StartsWith("[WARNING] ", StringComparison.Ordinal))
                .Select(line => $"pandoc: {line["[WARNING] ".Length..].Replace(path, "the source", StringComparison.Ordinal)}")
                .Take(MaxWarnings),
        ];
}
