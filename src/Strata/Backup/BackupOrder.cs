using Strata.Operations;

namespace Strata.Backup;

/// <summary>Tables in a backup, each after those that its keys refer to.</summary>
/// <param name="listed">Those of all modules.</param>
internal sealed class BackupOrder(IEnumerable<StoredTable> listed)
{
    public const string Blobs = "blobs";

    public IReadOnlyList<StoredTable> All { get; } = [.. listed.Where(t => t.WhyLeftOut is null).OrderBy(t => t.Order)];
}
