using System.IO.Compression;
using System.Security.Cryptography;
using Strata.Blobs;
using Strata.Database;
using Strata.Operations;

namespace Strata.Backup;

/// <summary>Reads a backup. Trusts nothing before <see cref="CheckAsync"/> has read it once from end to end.</summary>
internal sealed class BackupReader : IAsyncDisposable
{
    /// <summary>Longest row: a content stored in the database, in base64.</summary>
    private const int MaxLine = 256 << 20;
    private const long MaxManifest = 1 << 20;
    private const int Digits = 64;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;
    private readonly BackupOrder _tables;

    private BackupReader(ZipArchive zip, Dictionary<string, ZipArchiveEntry> entries, BackupOrder tables, BackupManifest manifest) =>
        (_zip, _entries, _tables, Manifest) = (zip, entries, tables, manifest);

    public BackupManifest Manifest { get; }

    /// <param name="file">Seekable.</param>
    /// <exception cref="StrataException">INVALID_CONTENT: it is no backup, or none that this program reads.</exception>
    public static Task<BackupReader> OpenAsync(Stream file, BackupOrder tables, long storeVersion, CancellationToken ct) =>
        Refusing(async () =>
        {
            var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8, ct);
            try
            {
                var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
                foreach (var entry in zip.Entries)
                {
                    if (!entries.TryAdd(entry.FullName, entry))
                    {
                        throw Refuse("it has a duplicate entry");
                    }
                }
                var manifest = await ManifestAsync(entries, ct);
                if (manifest.Format != BackupManifest.ThisFormat || manifest.StoreVersion > storeVersion)
                {
                    throw Refuse(
                        $"its format is {manifest.Format}.{manifest.StoreVersion}, and this program reads up to {BackupManifest.ThisFormat}.{storeVersion}: use the version of Strata that made it, or a later one"
                    );
                }
                return new BackupReader(zip, entries, tables, manifest);
            }
            catch
            {
                await zip.DisposeAsync();
                throw;
            }
        });

    /// <summary>Reads everything once and checks that each entry is expected and matches the manifest or its own name.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT.</exception>
    public Task CheckAsync(IProgress<Progress>? progress, CancellationToken ct) =>
        Refusing(async () =>
        {
            var expected = new HashSet<string>(StringComparer.Ordinal) { BackupManifest.Entry, BackupManifest.HashEntry };
            foreach (var table in Manifest.Tables)
            {
                if (_tables.All.All(t => t.Name != table.Table) || !expected.Add(BackupManifest.TableEntry(table.Table)))
                {
                    throw Refuse("it names an unknown table");
                }
                await foreach (var row in RowsAsync(table.Table, ct))
                {
                    if (table.Table != BackupOrder.Blobs)
                    {
                        continue;
                    }
                    if (row.Text("location") == BackupRow.Inline)
                    {
                        CheckInline(row);
                    }
                    else
                    {
                        await CheckBlobAsync(row, expected, ct);
                    }
                }
                progress?.Report(new Progress("check", expected.Count, _entries.Count));
            }
            if (
                !expected.SetEquals(_entries.Keys)
                || !_tables.All.All(t => expected.Contains(BackupManifest.TableEntry(t.Name)) || IsLater(t))
            )
            {
                throw Refuse("its entries differ from its list");
            }
            return true;
        });

    /// <summary>Reads the rows of a table in the order written; none if the store of the backup had no such table.</summary>
    public async IAsyncEnumerable<BackupRow> RowsAsync(
        string table,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        if (Manifest.Tables.FirstOrDefault(t => t.Table == table) is not { } listed)
        {
            yield break;
        }
        var known = _tables.All.First(t => t.Name == table);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var content = await Entry(BackupManifest.TableEntry(table)).OpenAsync(ct);
        IReadOnlyList<BulkColumn>? columns = null;
        (long rows, long bytes) = (0, 0);
        await foreach (var line in Lines.ReadAsync(content, MaxLine, ct))
        {
            hash.AppendData(line.Span);
            bytes += line.Length;
            if (columns is null)
            {
                columns = Columns(known, RowText.ReadHeader(line.Span));
            }
            else
            {
                rows++;
                yield return new BackupRow(columns, RowText.Read(line.Span, columns));
            }
        }
        if (rows != listed.Rows || bytes != listed.Bytes || Convert.ToHexStringLower(hash.GetHashAndReset()) != listed.Sha256)
        {
            throw Refuse($"the rows of {table} were changed");
        }
    }

    public Task<Stream> OpenBlobAsync(string digest, CancellationToken ct) => Entry(BackupManifest.BlobFolder + digest).OpenAsync(ct);

    public ValueTask DisposeAsync() => _zip.DisposeAsync();

    /// <summary>Turns any error in the archive's bytes into a refusal.</summary>
    public static async Task<T> Refusing<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or EndOfStreamException or NotSupportedException)
        {
            throw Refuse(e.Message, e);
        }
    }

    private static StrataException Refuse(string why, Exception? inner = null) =>
        new(ErrorCode.InvalidContent, $"This is not a whole backup: {why.TrimEnd('.')}. Nothing was restored.", inner);

    private static async Task<BackupManifest> ManifestAsync(Dictionary<string, ZipArchiveEntry> entries, CancellationToken ct)
    {
        var json = await SmallAsync(entries, BackupManifest.Entry, ct);
        var hash = await SmallAsync(entries, BackupManifest.HashEntry, ct);
        if (BlobStore.DigestOf(json) != Encoding.ASCII.GetString(hash))
        {
            throw Refuse("its manifest was changed");
        }
        using var document = JsonDocument.Parse(json);
        // Checked first: the rest may look different in another format.
        return
            document.RootElement.TryGetProperty("format", out var format)
            && format.TryGetInt32(out var number)
            && number != BackupManifest.ThisFormat
            ? throw Refuse(
                $"its format is {number}, and this program reads {BackupManifest.ThisFormat}: use the version of Strata that made it, or a later one"
            )
            : document.RootElement.Deserialize<BackupManifest>(StrataJson.Options) ?? throw Refuse("its manifest is empty");
    }

    private static async Task<byte[]> SmallAsync(Dictionary<string, ZipArchiveEntry> entries, string name, CancellationToken ct)
    {
        if (!entries.TryGetValue(name, out var entry) || entry.Length > MaxManifest)
        {
            throw Refuse($"it has no {name}");
        }
        await using var content = await entry.OpenAsync(ct);
        var bytes = new byte[entry.Length];
        await content.ReadExactlyAsync(bytes, ct);
        return bytes;
    }

    private static void CheckInline(BackupRow row)
    {
        var (digest, size) = (row.Text("digest") ?? "", row.Integer("byte_size") ?? -1);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (row.Bytes("bytes") is not { } bytes || size is < 0 or > MaxLine)
        {
            throw Refuse($"the bytes of {digest} are missing or too long");
        }
        long length = bytes.Length;
        if (row.Integer("compressed") is 0)
        {
            hash.AppendData(bytes);
        }
        else
        {
            length = FramedBytes.AppendTo(hash, bytes, size);
        }
        if (length != size || Convert.ToHexStringLower(hash.GetHashAndReset()) != digest)
        {
            throw Refuse($"the bytes of {digest} were changed");
        }
    }

    private async Task CheckBlobAsync(BackupRow row, HashSet<string> expected, CancellationToken ct)
    {
        var digest = row.Text("digest") ?? "";
        if (digest.Length != Digits || !digest.All(char.IsAsciiHexDigitLower) || !expected.Add(BackupManifest.BlobFolder + digest))
        {
            throw Refuse("it lists a content whose name is not a digest");
        }
        var size = row.Integer("byte_size") ?? 0;
        await using var content = await Entry(BackupManifest.BlobFolder + digest).OpenAsync(ct);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        var bytes = 0L;
        while (bytes <= size && await content.ReadAsync(buffer, ct) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            bytes += read;
        }
        if (bytes != size || Convert.ToHexStringLower(hash.GetHashAndReset()) != digest)
        {
            throw Refuse($"the bytes of {digest} were changed");
        }
    }

    private ZipArchiveEntry Entry(string name) => _entries.TryGetValue(name, out var entry) ? entry : throw Refuse($"{name} is missing");

    /// <summary>Returns the columns of an entry. An older store has fewer; an unknown one would be lost, so it is refused.</summary>
    private static IReadOnlyList<BulkColumn> Columns(StoredTable table, IReadOnlyList<string> names) =>
        names.Distinct(StringComparer.Ordinal).Count() == names.Count && table.Key.All(names.Contains)
            ? [.. names.Select(n => table.Columns.FirstOrDefault(c => c.Name == n) ?? throw Refuse($"{table.Name} has an unknown column"))]
            : throw Refuse($"the columns of {table.Name} do not match");

    /// <summary>Whether the store of the backup had no such table yet.</summary>
    private bool IsLater(StoredTable table) => table.Since > Manifest.StoreVersion;
}
