namespace Strata.Uploads;

/// <summary>Uploads in pieces, which go on after a broken connection (docs/adr/0061-uploads.md).</summary>
public static class UploadsModule
{
    internal static readonly Type[] RecoverySteps = [typeof(RemoveExpiredUploads)];
}
