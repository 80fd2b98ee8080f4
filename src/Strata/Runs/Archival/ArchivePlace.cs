namespace Strata.Runs.Archival;

/// <summary>Position of archival: by run, then by page.</summary>
internal sealed record ArchivePlace(long FinishedAt, long RunNo, long DocumentNo, long FirstBlock)
{
    public static readonly ArchivePlace Start = new(0, 0, 0, 0);

    public static ArchivePlace Of(ArchivableRun run) => new(run.FinishedAt, run.RunNo, 0, 0);

    public static ArchivePlace After(ArchivableRun run) => new(run.FinishedAt, run.RunNo + 1, 0, 0);
}
