using Strata.Cli;

namespace Strata.Server.Tests.Cli;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(ErrorCode.EntityNotFound, 3)]
    [InlineData(ErrorCode.EntityAccessDenied, 3)]
    [InlineData(ErrorCode.SourceNotFound, 3)]
    [InlineData(ErrorCode.SchemaNotFound, 3)]
    [InlineData(ErrorCode.RunNotFound, 3)]
    [InlineData(ErrorCode.Conflict, 4)]
    [InlineData(ErrorCode.IdempotencyMismatch, 4)]
    [InlineData(ErrorCode.EntityAlreadyMerged, 4)]
    [InlineData(ErrorCode.StorageQuotaExceeded, 5)]
    [InlineData(ErrorCode.InterpretationQuotaExceeded, 5)]
    [InlineData(ErrorCode.StoragePending, 6)]
    [InlineData(ErrorCode.InvalidContent, 1)]
    public void Error_code_ends_the_process_with_its_exit_code(ErrorCode code, int exit) => ExitCode.Of(code).ShouldBe(exit);
}
