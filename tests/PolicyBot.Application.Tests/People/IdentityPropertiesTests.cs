using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PolicyBot.Application.Tests.People;

/// <summary>
/// Random directories and random commands: while addresses change, are reused, meet and part, no human decides on their own request, none
/// has two seats, none loses sight of what is theirs, and none gains sight of another's.
/// </summary>
/// <remarks>
/// A million, with what was done every few seconds:
/// <c>POLICYBOT_IDENTITY_SEQUENCES=1000000 dotnet test -c Release tests/PolicyBot.Application.Tests --filter
/// FullyQualifiedName~IdentityProperties --logger "console;verbosity=detailed"</c>.
/// </remarks>
public sealed class IdentityPropertiesTests
{
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(10);

    /// <summary>How many sequences: <c>POLICYBOT_IDENTITY_SEQUENCES</c>; the first has the seed <c>POLICYBOT_IDENTITY_SEED</c>.</summary>
    private static readonly int Sequences = Setting("POLICYBOT_IDENTITY_SEQUENCES", 3_000);

    private static readonly int FirstSeed = Setting("POLICYBOT_IDENTITY_SEED", 1);

    [Fact]
    public async Task One_human_is_one_person_through_all_changes_of_directories()
    {
        var told = new Lock();
        var (firstFault, fault) = (int.MaxValue, "");
        var (approved, refused, merged, apart) = (0, 0, 0, 0);
        var (done, since, next) = (0, Stopwatch.StartNew(), Told);
        Tell($"{Sequences} sequences from seed {FirstSeed}");
        await Parallel.ForAsync(FirstSeed, FirstSeed + Sequences, async (seed, stopped) =>
        {
            if (seed > firstFault)
            {
                return; // the first one is told
            }

            var town = new Town(seed);
            for (var step = 0; step < 16; step++)
            {
                await town.StepAsync();
            }

            var faults = await town.FindFaultsAsync();
            lock (told)
            {
                if (faults.Count > 0 && seed < firstFault)
                {
                    firstFault = seed;
                    fault = $"Seed {seed}:\n{string.Join('\n', faults)}\n\n{string.Join('\n', town.Log)}";
                }

                (approved, refused) = (approved + town.Approved, refused + town.RefusedAsOwn);
                (merged, apart) = (merged + town.Merged, apart + town.Apart);
                done++;
                if (since.Elapsed >= next || done == Sequences)
                {
                    next = since.Elapsed + Told;
                    Tell($"{done} of {Sequences} sequences from seed {FirstSeed}, {done / since.Elapsed.TotalSeconds:F0} a second; "
                        + $"{approved} approvals, {refused} refused as their own");
                }
            }
        });

        Assert.True(fault.Length == 0, fault);

        // What is looked for happens often enough to be found.
        Assert.All(
            [approved, refused, merged, apart], count => Assert.True(count > Sequences / 100, $"{approved} {refused} {merged} {apart}"));
    }

    // Where many are asked for, it is shown how far they are; the test runner shows no output of a test before its end.
    private static void Tell(string progress)
    {
        if (Sequences > 10_000)
        {
            using var shown = Console.OpenStandardError();
            shown.Write(Encoding.UTF8.GetBytes(progress + Environment.NewLine));
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var set)
            ? set
            : otherwise;
}
