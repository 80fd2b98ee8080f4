namespace Strata.Cli.Backup;

/// <summary>A backup that a server has sent.</summary>
/// <param name="Bytes">Of the file.</param>
internal sealed record ReceivedBackup(long Bytes);
