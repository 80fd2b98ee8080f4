namespace Strata.Foundation;

/// <summary>Progress of long work.</summary>
/// <param name="Done">Of this stage.</param>
/// <param name="Total">Null if unknown.</param>
/// <param name="Unit">Bytes, blocks, …; null if the stage says it.</param>
public sealed record Progress(string Stage, long Done, long? Total, string? Unit = null)
{
    public const string Bytes = "bytes";
}
