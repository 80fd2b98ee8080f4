namespace Strata.Cli;

/// <summary>One thing to take in: a file, standard input, or a web address.</summary>
/// <param name="Name">How it is spoken of in results and errors.</param>
internal abstract record IngestInput(string Name)
{
    public abstract Task<IngestResult> IngestAsync(IStrata strata, IngestRequest request, IProgress<Progress>? progress, CancellationToken ct);

    /// <summary>What an argument stands for. Folders are gone through in name order; what is hidden in them is left out.</summary>
    public static IEnumerable<IngestInput> Of(string argument)
    {
        if (argument == "-")
        {
            return [new StandardInput()];
        }
        if (
            argument.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || argument.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        )
        {
            return Uri.TryCreate(argument, UriKind.Absolute, out var url)
                ? [new WebAddress(url)]
                : throw new UsageException($"'{argument}' is not a web address.");
        }
        if (File.Exists(argument))
        {
            return [new LocalFile(argument, Path.GetFileName(argument))];
        }
        return Directory.Exists(argument)
            ? Below(argument).Order(StringComparer.Ordinal).Select(path => new LocalFile(path, Path.GetRelativePath(argument, path)))
            : throw new UsageException($"There is no file or folder '{argument}'.");
    }

    private static IEnumerable<string> Below(string folder)
    {
        var files = Directory.EnumerateFiles(folder).Where(IsShown);
        // A link to a folder may lead round in a circle, so it is not followed.
        var folders = Directory.EnumerateDirectories(folder).Where(d => IsShown(d) && new DirectoryInfo(d).LinkTarget is null);
        return files.Concat(folders.SelectMany(Below));
    }

    private static bool IsShown(string path) =>
        !Path.GetFileName(path).StartsWith('.') && !File.GetAttributes(path).HasFlag(FileAttributes.Hidden);

    private sealed record LocalFile(string Path, string Name) : IngestInput(Name)
    {
        public override async Task<IngestResult> IngestAsync(IStrata strata, IngestRequest request, IProgress<Progress>? progress, CancellationToken ct)
        {
            await using var content = Open();
            request = request with { FileName = request.FileName ?? System.IO.Path.GetFileName(Path), Origin = request.Origin ?? "file" };
            return await strata.IngestAsync(request, content, progress, ct);
        }

        private FileStream Open()
        {
            try
            {
                return new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
            }
            catch (FileNotFoundException e)
            {
                throw new StrataException(ErrorCode.InvalidContent, "The file is gone, or is a link that leads nowhere.", e);
            }
        }
    }

    private sealed record StandardInput() : IngestInput("standard input")
    {
        public override async Task<IngestResult> IngestAsync(IStrata strata, IngestRequest request, IProgress<Progress>? progress, CancellationToken ct)
        {
            await using var content = Console.OpenStandardInput();
            return await strata.IngestAsync(request with { Origin = request.Origin ?? "stdin" }, content, progress, ct);
        }
    }

    private sealed record WebAddress(Uri Url) : IngestInput(Url.AbsoluteUri)
    {
        public override Task<IngestResult> IngestAsync(IStrata strata, IngestRequest request, IProgress<Progress>? progress, CancellationToken ct) =>
            strata.IngestUrlAsync(Url, request, progress, ct);
    }
}
