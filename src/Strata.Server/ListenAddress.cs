namespace Strata.Server;

/// <summary>Addresses that the server may listen on.</summary>
internal static class ListenAddress
{
    /// <summary>Refuses https, which is a reverse proxy's work, and addresses that would open a store without tokens to others.</summary>
    public static void Check(IEnumerable<Uri> urls, bool requireTokens)
    {
        foreach (var url in urls)
        {
            if (url.Scheme != Uri.UriSchemeHttp)
            {
                throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"Cannot listen on {url}: only http:// is supported; use a reverse proxy for https."
                );
            }
            if (!requireTokens && !Loopback.IsLoopback(url.Host))
            {
                throw new StrataException(
                    ErrorCode.Forbidden,
                    $"Refusing to listen on {url} without tokens: other machines could read and change everything. "
                        + "Require tokens, or listen on http://127.0.0.1."
                );
            }
        }
    }
}
