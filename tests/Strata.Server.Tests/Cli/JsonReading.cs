namespace Strata.Server.Tests.Cli;

internal static class JsonReading
{
    /// <summary>The text at a path such as <c>run.status</c>; null where there is nothing.</summary>
    public static string? Text(this JsonElement of, string path)
    {
        foreach (var step in path.Split('.'))
        {
            if (of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(step, out of))
            {
                return null;
            }
        }
        return of.ValueKind == JsonValueKind.String ? of.GetString() : of.GetRawText();
    }
}
