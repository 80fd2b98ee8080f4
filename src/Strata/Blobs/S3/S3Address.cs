using System.Net;

namespace Strata.Blobs.S3;

/// <summary>
/// A bucket and how to reach it: <c>s3://BUCKET/PREFIX?endpoint=URL&amp;region=NAME&amp;path_style=true&amp;timeout=20</c>. Missing parts
/// come from the variables of Amazon's tools: AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, AWS_REGION, AWS_DEFAULT_REGION. Keys always do.
/// </summary>
/// <param name="Prefix">Prefix of every key: empty, or ends with a slash.</param>
/// <param name="Endpoint">Null: Amazon's.</param>
/// <param name="Region">Null: as the SDK finds it.</param>
/// <param name="PathStyle">Whether the bucket is in the path instead of the host.</param>
/// <param name="Patience">Timeout of an answer; a body of n MiB gets n seconds more.</param>
internal sealed record S3Address(string Bucket, string Prefix, Uri? Endpoint, string? Region, bool PathStyle, TimeSpan Patience)
{
    private const string Form = "s3://BUCKET/PREFIX?endpoint=URL&region=NAME&path_style=true&timeout=SECONDS";

    /// <exception cref="StrataException">INVALID_CONTENT: it is no such address.</exception>
    public static S3Address Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != "s3" || url.Host.Length == 0 || url.UserInfo.Length > 0)
        {
            throw Refused("it is not of this form, without keys");
        }
        var settings = Settings(url.Query);
        var endpoint = settings.GetValueOrDefault("endpoint") ?? Variable("AWS_ENDPOINT_URL_S3") ?? Variable("AWS_ENDPOINT_URL");
        if (settings.Keys.FirstOrDefault(k => k is not ("endpoint" or "region" or "path_style" or "timeout")) is { } unknown)
        {
            throw Refused($"unknown setting '{unknown}'");
        }
        Uri? server = null;
        if (endpoint is not null && (!Uri.TryCreate(endpoint, UriKind.Absolute, out server) || server.Scheme is not ("http" or "https")))
        {
            throw Refused($"'{endpoint}' is not an http or https URL");
        }
        var patience = settings.TryGetValue("timeout", out var seconds)
            ? int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                ? n
                : 0
            : 20;
        if (patience is < 1 or > 600)
        {
            throw Refused($"the timeout must be 1 to 600 seconds; got '{seconds}'");
        }
        var prefix = WebUtility.UrlDecode(url.AbsolutePath).Trim('/');
        return new S3Address(
            url.Host,
            prefix.Length == 0 ? "" : prefix + "/",
            server,
            settings.GetValueOrDefault("region")
                ?? Variable("AWS_REGION")
                ?? Variable("AWS_DEFAULT_REGION")
                ?? (server is null ? null : "us-east-1"),
            settings.TryGetValue("path_style", out var style) ? style is "true" or "1" : server is not null,
            TimeSpan.FromSeconds(patience)
        );
    }

    public override string ToString() => $"s3://{Bucket}/{Prefix}" + (Endpoint is null ? "" : $" at {Endpoint.Host}:{Endpoint.Port}");

    private static Dictionary<string, string> Settings(string query) =>
        query
            .TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .DistinctBy(pair => pair[0])
            .ToDictionary(pair => pair[0], pair => pair.Length > 1 ? WebUtility.UrlDecode(pair[1]) : "", StringComparer.Ordinal);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static StrataException Refused(string why) =>
        new(
            ErrorCode.InvalidContent,
            $"Invalid blob store address: {why}. Its form is {Form}; keys come from the environment or the AWS profile."
        );
}
