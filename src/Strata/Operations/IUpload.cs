namespace Strata.Operations;

/// <summary>A request that carries bytes. Doors set them; they are no part of the request's JSON.</summary>
public interface IUpload
{
    /// <summary>Read once, from front to back. Whoever makes the request disposes it.</summary>
    Stream? Content { get; set; }

    /// <summary>The media type that came with the content.</summary>
    string? ContentType { get; set; }
}
