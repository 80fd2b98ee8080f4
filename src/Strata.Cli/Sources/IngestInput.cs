namespace Strata.Cli.Sources;

/// <summary>An input to ingest: a file, standard input, or a URL.</summary>
/// <param name="Name">Name in results and errors.</param>
internal abstract record IngestInput(string Name)
{
    public abstract Task<IngestResult> IngestAsync(
        IStrata strata,
        IngestRequest request,
        IProgress<Progress>? progress,
        CancellationToken ct
    );

    /// <summary>Returns the inputs of an argument. Lists folders in name order without hidden entries.</summary>
    /// <param name="followLinks">Whether links that lead out of a folder are followed; those within it lead to what is listed anyway.</param>
    public static IEnumerable<IngestInput> Of(string argument, ICommandEnvironment environment, bool followLinks)
    {
        if (argument == "-")
        {
            return [new StandardInput(environment)];
        }
        if (
            argument.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || argument.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        )
        {
            return Uri.TryCreate(argument, UriKind.Absolute, out var url)
                ? [new WebAddress(url)]
                : throw new UsageException($"'{argument}' is not an http(s) URL.");
        }
        if (File.Exists(argument))
        {
            return [new LocalFile(argument, Path.GetFileName(argument))]; // also a pipe: naming one means its output
        }
        return Directory.Exists(argument)
            ? Below("", new DirectoryInfo(argument), new FolderSearch(argument, followLinks))
                .OrderBy(input => input.Name, StringComparer.Ordinal)
            : throw new UsageException(
                argument.StartsWith("--", StringComparison.Ordinal)
                    ? $"There is no option '{argument}', and no file or folder of that name."
                    : $"File or folder '{argument}' does not exist."
            );
    }

    /// <summary>
    /// Returns an input per file, and a refused input per unreadable folder, so that each error names its entry.
    /// </summary>
    /// <param name="name">The folder's path below the folder that the caller named.</param>
    private static IEnumerable<IngestInput> Below(string name, DirectoryInfo folder, FolderSearch search)
    {
        List<FileSystemInfo> entries;
        try
        {
            entries = name.Length == 0 || search.Enters(folder) ? [.. folder.EnumerateFileSystemInfos().Where(FolderSearch.IsShown)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return
            [
                new Refused(
                    (name.Length == 0 ? folder.Name : name) + Path.DirectorySeparatorChar,
                    Unnameable(folder.Name, "folder", e) ?? e
                ),
            ];
        }
        return entries.SelectMany(entry =>
        {
            // entry.FullName is empty if the path is longer than the system allows.
            var (path, below) = (Path.Join(folder.FullName, entry.Name), Path.Join(name, entry.Name));
            return entry is DirectoryInfo ? Below(below, new DirectoryInfo(path), search) : [OfFile(path, below, search)];
        });
    }

    /// <summary>Refuses pipes and devices found in a folder: a pipe may have no writer, and a device no end.</summary>
    private static IngestInput OfFile(string path, string name, FolderSearch search) =>
        FileKind.Special(path) is { } kind
            ? new Refused(
                name,
                new StrataException(
                    ErrorCode.InvalidContent,
                    $"This is {kind}; folders are searched for files only. To ingest its output, name it directly."
                )
            )
        : search.LeadsOut(path)
            ? new Refused(
                name,
                new StrataException(
                    ErrorCode.InvalidContent,
                    "This link leads out of the folder. To ingest what it points to, name that, or give --follow-links."
                )
            )
        : new LocalFile(path, name);

    /// <summary>.NET reads bytes of a name that are not UTF-8 as U+FFFD; no file has the resulting name.</summary>
    private static StrataException? Unnameable(string name, string what, Exception inner) =>
        inner is FileNotFoundException or DirectoryNotFoundException && name.Contains('\uFFFD')
            ? new(
                ErrorCode.InvalidContent,
                $"The {what}'s name is not UTF-8, so it cannot be opened. Rename the {what} and ingest it again.",
                inner
            )
            : null;

    private sealed record LocalFile(string Path, string Name) : IngestInput(Name)
    {
        public override async Task<IngestResult> IngestAsync(
            IStrata strata,
            IngestRequest request,
            IProgress<Progress>? progress,
            CancellationToken ct
        )
        {
            await using var content = Open();
            var fileName = System.IO.Path.GetFileName(Path);
            request = request with
            {
                FileName = request.FileName ?? fileName,
                Origin = request.Origin ?? "file",
                OriginPath = request.OriginPath ?? (Name == fileName ? null : Name.Replace(System.IO.Path.DirectorySeparatorChar, '/')),
            };
            return await strata.Sources.IngestAsync(request, content, progress, ct);
        }

        private FileStream Open()
        {
            try
            {
                return new FileStream(
                    Path,
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.Read,
                    1,
                    FileOptions.Asynchronous | FileOptions.SequentialScan
                );
            }
            catch (FileNotFoundException e)
            {
                throw Unnameable(System.IO.Path.GetFileName(Path), "file", e)
                    ?? new StrataException(ErrorCode.InvalidContent, "The file is gone, or is a broken link.", e);
            }
        }
    }

    private sealed record Refused(string Name, Exception Why) : IngestInput(Name)
    {
        public override Task<IngestResult> IngestAsync(
            IStrata strata,
            IngestRequest request,
            IProgress<Progress>? progress,
            CancellationToken ct
        ) => Task.FromException<IngestResult>(Why);
    }

    private sealed record StandardInput(ICommandEnvironment Environment) : IngestInput("standard input")
    {
        public override async Task<IngestResult> IngestAsync(
            IStrata strata,
            IngestRequest request,
            IProgress<Progress>? progress,
            CancellationToken ct
        )
        {
            await using var content = Environment.OpenInput();
            return await strata.Sources.IngestAsync(request with { Origin = request.Origin ?? "stdin" }, content, progress, ct);
        }
    }

    private sealed record WebAddress(Uri Url) : IngestInput(Url.AbsoluteUri)
    {
        public override Task<IngestResult> IngestAsync(
            IStrata strata,
            IngestRequest request,
            IProgress<Progress>? progress,
            CancellationToken ct
        ) => strata.Sources.IngestUrlAsync(Url, request, progress, ct);
    }
}
