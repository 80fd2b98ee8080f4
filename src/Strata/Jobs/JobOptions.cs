namespace Strata.Jobs;

/// <summary>Reads the options that a user gives for a job.</summary>
internal static class JobOptions
{
    /// <exception cref="StrataException">INVALID_CONTENT: an unknown name or an invalid value.</exception>
    public static T Read<T>(JsonElement? options)
        where T : new()
    {
        try
        {
            return options is { } given ? given.Deserialize<T>(StrataJson.Options) ?? new T() : new T();
        }
        catch (JsonException e)
        {
            throw BadJson.Of(e, "options");
        }
    }
}
