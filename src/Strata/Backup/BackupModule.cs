using Strata.Operations;

namespace Strata.Backup;

/// <summary>All of a user's data as one file.</summary>
public static partial class BackupModule
{
    extension(IStrata strata)
    {
        /// <inheritdoc cref="BackupModule"/>
        public BackupArea Backup => new(strata);
    }
}

/// <inheritdoc cref="BackupModule"/>
public readonly partial record struct BackupArea(IStrata Strata);
