using Microsoft.AspNetCore.Http.Metadata;

namespace Strata.Server.Sources;

/// <summary>Body limit of routes that take sources, for ASP.NET's routing.</summary>
internal sealed class SourceLimit(long bytes) : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => bytes;
}
