using System.Text.Json.Serialization;

namespace Strata.Jobs;

/// <summary>A job's failures so far, as JSON in its row: the first and the latest ones.</summary>
internal static partial class JobErrors
{
    private const int Max = 20;

    public static string With(string errors, JobErrorView error)
    {
        var all = Parse(errors);
        if (all.Count >= Max)
        {
            all.RemoveAt(1);
        }
        all.Add(error);
        return JsonSerializer.Serialize(all, Shapes.Default.ListJobErrorView);
    }

    /// <summary>Drops the entries that record a cancellation: a retried job is no longer cancelled, and the audit log has them.</summary>
    public static string WithoutCancelled(string errors) =>
        JsonSerializer.Serialize(Parse(errors).FindAll(e => e.Class != JobErrorClass.Cancelled), Shapes.Default.ListJobErrorView);

    public static List<JobErrorView> Parse(string errors) => JsonSerializer.Deserialize(errors, Shapes.Default.ListJobErrorView) ?? [];

    [JsonSerializable(typeof(List<JobErrorView>))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    private sealed partial class Shapes : JsonSerializerContext;
}
