using PolicyBot.Testing;
using Xunit.Abstractions;

namespace PolicyBot.Application.Tests.Notifications;

/// <summary>Every order in which two hosts, a chat, a person and time can act on three messages ends well.</summary>
public sealed class MessageLifeModelTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true, 1, 1)]
    [InlineData(true, 2, 0)]
    [InlineData(false, 1, 1)]
    [InlineData(false, 2, 0)]
    public void Every_message_that_is_wanted_arrives_and_none_keeps_a_live_button(bool canFind, int faults, int stalls)
    {
        var start = new MessageLifeModel(canFind) { Now = ARequest.Sent, FaultsLeft = faults, StallsLeft = stalls };
        var seen = new HashSet<string>(StringComparer.Ordinal) { start.Key };
        var open = new Stack<MessageLifeModel>([start]);
        while (open.TryPop(out var state))
        {
            if (state.Hosts.All(host => host.Phase == ModelPhase.Idle))
            {
                var healed = state.Healed();
                Assert.True(healed.Wrong() is null, $"{healed.Wrong()}\n{state.Key}\n{healed.Key}");
            }

            foreach (var next in state.Next().Where(next => seen.Add(next.Key)))
            {
                open.Push(next);
            }
        }

        output.WriteLine($"{seen.Count} states");
    }
}
