namespace Strata.Cli.Sources;

/// <summary>One thing to take in: a file, standard input, or a web address.</summary>
/// <param name="Name">How it is spoken of in results and errors.</param>
internal abstract record IngestInput(string Name)
{
    public abstract Task<IngestResult> IngestAsync(
        IStrata strata,
        IngestRequest request,
        IProgress<Progress>? progress,
        CancellationToken ct
    );

    /// <summary>What an argument stands for. Folders are gone through in name order; what is hidden in them is left out.</summary>
    public static IEnumerable<IngestInput> Of(string argument, ICommandEnvironment environment)
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
            return [new LocalFile(argument, Path.GetFileName(argument))]; // also a pipe: who names one means what comes out of it
        }
        return Directory.Exists(argument)
            ? Below("", new DirectoryInfo(argument), follow: true).OrderBy(input => input.Name, StringComparer.Ordinal)
            : throw new UsageException($"File or folder '{argument}' does not exist.");
    }

    /// <summary>
    /// One input for each file, and one for each folder that can't be gone through: what is wrong with one entry is told of that one.
    /// </summary>
    /// <param name="name">How the folder is spoken of: its path below the one that was named.</param>
    /// <param name="follow">Also where it is a link. A link that is found on the way may lead round in a circle.</param>
    private static IEnumerable<IngestInput> Below(string name, DirectoryInfo folder, bool follow)
    {
        List<FileSystemInfo> entries;
        try
        {
            entries = follow || folder.LinkTarget is null ? [.. folder.EnumerateFileSystemInfos().Where(IsShown)] : [];
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
            // The entry's own path is empty where it is longer than the system allows.
            var (path, below) = (Path.Join(folder.FullName, entry.Name), Path.Join(name, entry.Name));
            return entry is DirectoryInfo ? Below(below, new DirectoryInfo(path), follow: false) : [OfFile(path, below)];
        });
    }

    /// <summary>A pipe that lies about in a folder may never have a writer, and a device no end.</summary>
    private static IngestInput OfFile(string path, string name) =>
        FileKind.Special(path) is { } kind
            ? new Refused(
                name,
                new StrataException(
                    ErrorCode.InvalidContent,
                    $"This is {kind}; folders are searched for files only. To ingest its output, name it directly."
                )
            )
            : new LocalFile(path, name);

    private static bool IsShown(FileSystemInfo entry)
    {
        if (entry.Name.StartsWith('.'))
        {
            return false;
        }
        try
        {
            // Of what can't be looked at the attributes read as -1: all of them.
            return entry.Attributes is var attributes && ((int)attributes == -1 || !attributes.HasFlag(FileAttributes.Hidden));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true; // Opening it says what is the matter.
        }
    }

    /// <summary>Bytes of a name that are no UTF-8 are read as U+FFFD, and under the name that comes of it nothing is found.</summary>
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
            request = request with { FileName = request.FileName ?? System.IO.Path.GetFileName(Path), Origin = request.Origin ?? "file" };
            return await strata.IngestAsync(request, content, progress, ct);
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
            return await strata.IngestAsync(request with { Origin = request.Origin ?? "stdin" }, content, progress, ct);
        }
    }

    private sealed record WebAddress(Uri Url) : IngestInput(Url.AbsoluteUri)
    {
        public override Task<IngestResult> IngestAsync(
            IStrata strata,
            IngestRequest request,
            IProgress<Progress>? progress,
            CancellationToken ct
        ) => strata.IngestUrlAsync(Url, request, progress, ct);
    }
}
