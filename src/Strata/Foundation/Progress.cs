namespace Strata.Foundation;

/// <summary>How far long work has come.</summary>
/// <param name="Done">Of this stage.</param>
/// <param name="Total">Null: not known.</param>
/// <param name="Unit">What is counted: bytes, blocks, …; null where the stage says it.</param>
public sealed record Progress(string Stage, long Done, long? Total, string? Unit = null)
{
    public const string Bytes = "bytes";
}
