using System.Text.Json.Serialization;

namespace Strata.Parsing.Pandoc;

/// <summary>What pandoc's tree lacks, as a line of JSON after it. Written by the conversion, read by <see cref="PandocParser"/>.</summary>
public sealed record PandocTrailer
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>The program and its version.</summary>
    public string? Programs { get; init; }

    /// <summary>pandoc's warnings: a file that it didn't include, a command that it doesn't know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Ends the warning about a file that isn't read; the rest of the document is complete.</summary>
    public const string NotRead = "is not read: nothing but the source itself is";

    /// <summary>Whether a warning says that text was left out, so that the document is incomplete.</summary>
    public static bool IsOfMissingText(string warning) =>
        warning.Contains("Could not load include file", StringComparison.Ordinal) || warning.EndsWith(NotRead, StringComparison.Ordinal);

    /// <summary>Returns the text to append to the program's output.</summary>
    public string Write() => $"\n{JsonSerializer.Serialize(this, PandocTrailerJson.Default.PandocTrailer)}\n";

    /// <summary>Reads the trailer at the end of the output; empty if there is none. Moves the stream's position.</summary>
    public static PandocTrailer Read(Stream output)
    {
        var length = Math.Min(MaxBytes, output.Length);
        var tail = SourceSlices.ReadBytes(output, new(output.Length - length, length)).AsSpan().TrimEnd("\r\n"u8);
        try
        {
            return
                tail.LastIndexOf((byte)'\n') is >= 0 and var end
                && JsonSerializer.Deserialize(tail[(end + 1)..], PandocTrailerJson.Default.PandocTrailer) is { Warnings: not null } trailer
                ? trailer
                : new();
        }
        catch (JsonException)
        {
            return new();
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(PandocTrailer))]
internal sealed partial class PandocTrailerJson : JsonSerializerContext;
