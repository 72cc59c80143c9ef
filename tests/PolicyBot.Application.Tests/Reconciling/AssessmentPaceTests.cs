using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

public sealed class AssessmentPaceTests
{
    private readonly FakeTimeProvider _time = new(ARequest.Sent);

    [Fact]
    public void One_person_cannot_ask_the_model_for_ever()
    {
        var pace = new AssessmentPace(_time);

        var taken = Enumerable.Range(0, AssessmentPace.MostPerPerson + 1).Select(_ => pace.TryTake(Sal.Person)).ToList();

        Assert.All(taken[..^1], Assert.True);
        Assert.False(taken[^1]);
        Assert.True(pace.TryTake(Pat.Person));
    }

    [Fact]
    public void After_an_hour_there_is_room_again()
    {
        var pace = new AssessmentPace(_time);
        Assert.All(Enumerable.Range(0, AssessmentPace.MostPerPerson), _ => Assert.True(pace.TryTake(Sal.Person)));

        _time.Advance(TimeSpan.FromHours(1));

        Assert.True(pace.TryTake(Sal.Person));
    }

    [Fact]
    public void All_together_have_a_limit_too()
    {
        var pace = new AssessmentPace(_time);

        var taken = Enumerable.Range(0, AssessmentPace.MostInAll + 1)
            .Select(number => pace.TryTake(PersonId.Parse($"p{number}@contoso.example"))).ToList();

        Assert.All(taken[..^1], Assert.True);
        Assert.False(taken[^1]);
    }
}
