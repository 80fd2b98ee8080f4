namespace Strata.Jobs;

/// <summary>What a user says of a job beside its kind.</summary>
internal static class JobOptions
{
    /// <exception cref="StrataException">INVALID_CONTENT: a name that does not exist, or a value that does not fit.</exception>
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
