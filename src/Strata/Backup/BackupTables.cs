using Strata.Hosting;
using Strata.Operations;

namespace Strata.Backup;

/// <summary>Tables in a backup, as the modules list them, each after those that its keys refer to.</summary>
internal static class BackupTables
{
    public const string Blobs = "blobs";

    public static readonly IReadOnlyList<StoredTable> All =
    [
        .. StrataModules.Tables.Where(t => t.WhyLeftOut is null).OrderBy(t => t.Order),
    ];
}
