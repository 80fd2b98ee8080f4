using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Strata.Architecture;

public sealed class RequirementsTests
{
    [Fact]
    public async Task Every_requirement_that_is_built_has_a_test_and_every_id_in_a_trait_is_a_requirement()
    {
        var start = new ProcessStartInfo("bash", [Script()]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var listed = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(0, listed);
        listed.ShouldContain("requirements are built.");
    }

    private static string Script([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file) ?? "", "..", "..", "requirements"));
}
