using Strata.Documents;
using Strata.Operations;
using Strata.Runs;
using Strata.Sources;

namespace Strata;

/// <summary>
/// Everything that one user can do: operations, by area (<c>strata.Entities.GetAsync</c>), and what takes or gives bytes. The store implements
/// it, and so does the client of a remote server (<c>strata --server</c>). Errors are <see cref="StrataException"/> with an
/// <see cref="ErrorCode"/>.
/// </summary>
public interface IStrata : IOperations
{
    // Ingest
    Task<IngestResult> IngestAsync(IngestRequest request, Stream content, IProgress<Progress>? progress, CancellationToken ct);
    Task<IngestResult> IngestUrlAsync(Uri url, IngestRequest request, IProgress<Progress>? progress, CancellationToken ct);
    Task<IngestResult> ReinterpretAsync(string sourceId, IngestRequest request, IProgress<Progress>? progress, CancellationToken ct);

    /// <summary>Yields the state of a run, then again at each change and at intervals; the last one is final.</summary>
    IAsyncEnumerable<RunState> WatchRunAsync(string runId, CancellationToken ct);

    /// <param name="id">A source (<c>src_…</c>: its latest document) or a document (<c>doc_…</c>).</param>
    Task<Reconstruction> ReconstructAsync(string id, ReconstructRequest request, CancellationToken ct);

    // Backup
    /// <summary>
    /// Writes everything the user has as one file, in one pass, that <c>strata restore</c> reads. Returns its size in bytes.
    /// </summary>
    /// <param name="destination">Write-only. Discard what was written if this throws.</param>
    /// <exception cref="StrataException">STORAGE_*: blobs are unavailable or damaged.</exception>
    /// <exception cref="StrataException">
    /// RATE_LIMITED: a backup of the user is being written already, too many are, or the destination is too slow.
    /// </exception>
    Task<long> BackupAsync(Stream destination, IProgress<Progress>? progress, CancellationToken ct);
}
