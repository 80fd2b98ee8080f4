using Microsoft.AspNetCore.Http.Metadata;

namespace Strata.Server.Sources;

/// <summary>The body limit of routes that take whole sources; read by ASP.NET's routing.</summary>
internal sealed class SourceLimit(long bytes) : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => bytes;
}
