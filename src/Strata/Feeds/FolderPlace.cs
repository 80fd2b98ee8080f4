using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Strata.Blobs.Backends;
using Strata.Database;

namespace Strata.Feeds;

/// <summary>A folder with those below it. Hidden entries, links, and what names itself unfinished are left out.</summary>
internal sealed class FolderPlace(string root) : IFeedPlace
{
    /// <summary>How long a file must not have changed before it is taken.</summary>
    public static readonly TimeSpan DefaultSettle = TimeSpan.FromSeconds(5);

    private const int Page = 500;
    private const int MaxUnseen = 20;

    /// <summary>What programs call files while they write them.</summary>
    private static readonly string[] Unfinished =
    [
        "~",
        ".tmp",
        ".temp",
        ".part",
        ".partial",
        ".crdownload",
        ".download",
        ".filepart",
        ".swp",
    ];

    private readonly List<string> _unseen = [];

    public IReadOnlyList<string> Unseen => _unseen;

    public async IAsyncEnumerable<IReadOnlyList<FeedEntry>> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        if (!Directory.Exists(root))
        {
            throw new StrataException(ErrorCode.SourceNotFound, $"The folder '{root}' is not there.");
        }
        var page = new List<FeedEntry>();
        var count = 0;
        foreach (var entry in Files())
        {
            ct.ThrowIfCancellationRequested();
            if (++count > FeedLimits.MaxFiles)
            {
                NotSeen(root, $"has more than {FeedLimits.MaxFiles} files; those beyond are not looked at");
                break;
            }
            page.Add(entry);
            if (page.Count == Page)
            {
                yield return page;
                page = [];
            }
        }
        if (page.Count > 0)
        {
            yield return page;
        }
        await Task.CompletedTask;
    }

    public bool IsGone(FeedItem item) => item.Label is { } label && !File.Exists(Path.Combine(root, label));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Files in the order of their names, folder by folder.</summary>
    private IEnumerable<FeedEntry> Files()
    {
        var folders = new Stack<DirectoryInfo>([new(root)]);
        while (folders.TryPop(out var folder))
        {
            List<FileSystemInfo> entries;
            try
            {
                entries =
                [
                    .. folder
                        .EnumerateFileSystemInfos()
                        .Where(IsShown)
                        .Take(FeedLimits.MaxFiles + 1)
                        .OrderBy(e => e.Name, StringComparer.Ordinal),
                ];
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                NotSeen(folder.FullName, "can't be read");
                continue;
            }
            foreach (var below in entries.OfType<DirectoryInfo>().Reverse())
            {
                folders.Push(below);
            }
            foreach (var file in entries.OfType<FileInfo>())
            {
                if (FileEntry.Of(root, file.FullName) is { } entry)
                {
                    yield return entry;
                }
            }
        }
    }

    private void NotSeen(string path, string why)
    {
        if (_unseen.Count < MaxUnseen)
        {
            _unseen.Add($"'{path}' {why}.");
        }
    }

    private static bool IsShown(FileSystemInfo entry) =>
        !entry.Name.StartsWith('.')
        && !entry.Name.StartsWith("~$", StringComparison.Ordinal)
        && !Array.Exists(Unfinished, end => entry.Name.EndsWith(end, StringComparison.OrdinalIgnoreCase))
        && entry.LinkTarget is null
        && (entry.Attributes & (FileAttributes.Hidden | FileAttributes.Device | FileAttributes.ReparsePoint)) == FileAttributes.None;

    private sealed record FileEntry(string Root, string Path, string Key, string Label, long ByteSize, long ChangedAt)
        : FeedEntry(Key, Label, System.IO.Path.GetFileName(Path), ByteSize, ChangedAt)
    {
        public override bool IsWritten => true;

        public static FileEntry? Of(string root, string path)
        {
            var file = new FileInfo(path);
            // A pipe or a device looks like an empty file, and opening one may never end; an empty file is not written yet.
            if (!file.Exists || file.Length == 0)
            {
                return null;
            }
            var label = System.IO.Path.GetRelativePath(root, path);
            var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(label)).AsSpan(0, 16));
            return new(root, path, key, label, file.Length, UnixTime.Microseconds(file.LastWriteTimeUtc));
        }

        public override FeedEntry? Again() => Of(Root, Path);

        public override Task<Stream> OpenAsync(CancellationToken ct) =>
            Task.FromResult<Stream>(
                new SteadyFile(
                    new FileStream(
                        Path,
                        FileMode.Open,
                        FileAccess.Read,
                        FileShare.ReadWrite | FileShare.Delete,
                        bufferSize: 1,
                        FileOptions.Asynchronous | FileOptions.SequentialScan
                    ),
                    this
                )
            );
    }

    /// <summary>A file that must be at its end what it was when it was found.</summary>
    private sealed class SteadyFile(FileStream file, FileEntry entry) : ForwardStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await file.ReadAsync(buffer, cancellationToken);
            return read > 0 || buffer.Length == 0 || entry.Again() == entry
                ? read
                : throw new StrataException(ErrorCode.StoragePending, "The file changed while it was read.");
        }

        public override async ValueTask DisposeAsync()
        {
            await file.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
