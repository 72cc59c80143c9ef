using PolicyBot.Lab.LabProcess;

namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>What every test over a running product needs: its people, its rows, and an end to waiting.</summary>
/// <param name="running">What this test shares with others.</param>
/// <param name="cast">The people of this test; null: the next ones.</param>
/// <param name="patience">After how long all waiting ends; null: 90 seconds.</param>
public abstract class LabTest(RunningLab running, Cast? cast = null, TimeSpan? patience = null) : IAsyncLifetime, IDisposable
{
    private readonly CancellationTokenSource _deadline = new(patience ?? TimeSpan.FromSeconds(90));

    /// <summary>What this test shares with others.</summary>
    protected RunningLab Running => running;

    /// <summary>The product and what is around it.</summary>
    protected PolicyBotLab Lab => running.Lab;

    /// <summary>The people of this test.</summary>
    protected Cast Cast { get; } = cast ?? running.NextCast();

    /// <summary>Ends all waiting of this test: a machine under load is slow, and a test that hangs says nothing.</summary>
    protected CancellationToken Deadline => _deadline.Token;

    /// <summary>The stored rows.</summary>
    protected StoredRecord Record => new(Lab, Deadline);

    /// <summary>Asks.</summary>
    protected Colleague Sal => Person(Cast.Email("sal"));

    /// <summary>Has nothing to do with it, until she is named owner.</summary>
    protected Colleague Fay => Person(Cast.Email("fay"));

    /// <summary>Decides in stage one.</summary>
    protected Colleague Ana => Person(Cast.Email("ana"));

    /// <summary>Decides in stage one.</summary>
    protected Colleague Bo => Person(Cast.Email("bo"));

    /// <summary>Decides in stage two.</summary>
    protected Colleague Carla => Person(Cast.Email("carla"));

    /// <summary>Owns the policies.</summary>
    protected Colleague Ian => Person(Cast.Email("ian"));

    /// <summary>The auditor.</summary>
    protected Colleague Audra => Person("audit@contoso.example");

    /// <summary>The administrator.</summary>
    protected Colleague Adam => Person("admin@contoso.example");

    /// <summary>The day it is in Berlin by the product's clock.</summary>
    protected DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Lab.Clock.Now, Berlin).DateTime);

    /// <summary>The catalog's time zone.</summary>
    protected static TimeZoneInfo Berlin { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public virtual async Task InitializeAsync() => await Record.DrainAsync();

    public virtual Task DisposeAsync()
    {
        running.AssertDiscreet();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _deadline.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A person, by address.</summary>
    protected Colleague Person(string email) => new(Lab, Lab.Tenant.Person(email), Deadline);

    /// <summary>A request of medium risk, which one stage decides on.</summary>
    protected Wish HumanAccount(string title) => Wish.For(Cast.MfaPolicy, title, Today.AddDays(20)).With("field.accountType", "human");

    /// <summary>A request of high risk, which needs two stages: a vendor's account without anything in its place.</summary>
    protected Wish VendorAccount(string title) => Wish.For(Cast.MfaPolicy, title, Today.AddDays(20)).With("field.accountType", "vendor");

    /// <summary>A request of low risk, which one stage decides on.</summary>
    protected Wish Leave(string title) => Wish.For(Cast.LeavePolicy, title, Today.AddDays(20));

    /// <summary>Turns the clock to an hour of a day in Berlin and lets the Host do all that is due by then.</summary>
    protected Task PassToAsync(DateOnly day, int hour, int minute = 0) => PassAsync(At(day, hour, minute) - Lab.Clock.Now);

    /// <summary>Turns the clock on and lets the Host do all that is due by then.</summary>
    protected async Task PassAsync(TimeSpan time)
    {
        Lab.Clock.Advance(time);
        await Task.Delay(TimeSpan.FromMilliseconds(250), Deadline); // the Host looks at the clock's file every 200 ms
        await Record.DrainAsync();
    }

    /// <summary>An hour of a day in Berlin.</summary>
    protected static DateTimeOffset At(DateOnly day, int hour, int minute = 0)
    {
        var local = day.ToDateTime(new TimeOnly(hour, minute));
        return new DateTimeOffset(local, Berlin.GetUtcOffset(local));
    }

    /// <summary>Asks for an exception and has it approved by the one stage.</summary>
    /// <returns>Its number.</returns>
    protected async Task<string> GrantAsync(Wish wish)
    {
        var id = (await Sal.AskAsync(wish)).Id;
        await Ana.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.UntilStatusAsync(id, "approved");
        await Record.DrainAsync();
        return id;
    }
}
