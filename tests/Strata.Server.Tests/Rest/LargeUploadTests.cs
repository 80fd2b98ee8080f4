using Strata.Parsing.Reading;
using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>Beside no other test of this process: what is counted is what the whole process allocates.</summary>
[CollectionDefinition(nameof(LargeUploadTests), DisableParallelization = true)]
[Collection(nameof(LargeUploadTests))]
public sealed class LargeUploadTests
{
    [Theory, DoorData, Trait("req", "N-120"), Trait("req", "G10")]
    public async Task Upload_of_a_hundred_megabytes_takes_little_memory(Engine engine)
    {
        const long size = 100L << 20;
        await using var server = await StoreServer.StartAsync(engine);
        await server.Alice.UploadAsync("?interpret=false", "warm").JsonAsync(201);
        var before = GC.GetTotalAllocatedBytes();
        var content = new StreamContent(new Zeros(size), 1 << 16);
        var taken = await server
            .Alice.PostAsync("/api/v1/sources?interpret=false&file_name=big.bin", content, TestContext.Current.CancellationToken)
            .JsonAsync(201);
        taken.GetProperty("byte_size").GetInt64().ShouldBe(size);
        // Client and server are both in this process; neither may hold the body.
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(size / 2);
    }

    /// <summary>A stream of zeros, without the memory for them.</summary>
    private sealed class Zeros(long length) : ForwardOnlyStream
    {
        private long _left = length;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var taken = (int)Math.Min(buffer.Length, _left);
            buffer[..taken].Clear();
            _left -= taken;
            return taken;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span));
    }
}
