namespace Strata.Cli.Backup;

/// <summary>A backup received from a server.</summary>
/// <param name="Bytes">Size of the file.</param>
internal sealed record ReceivedBackup(long Bytes);
