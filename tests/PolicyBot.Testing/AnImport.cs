using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Testing;

/// <summary>What was granted elsewhere, with good, fixed defaults: <c>AnImport.Record()</c>.</summary>
public static class AnImport
{
    /// <summary>Who imports.</summary>
    public static Actor Administrator { get; } =
        new PersonActor(PersonId.Parse("admin@contoso.example"), "Adi Min", "command", "");

    /// <summary>The command, as an administrator gives it.</summary>
    /// <param name="key">What makes it the same exception.</param>
    public static ExceptionCommand.Import Of(string key) => new()
    {
        By = Administrator,
        Subject = Subject.From(Administrator, Roles.Administrator),
        Content = new ARequest { Owner = Pat }.Content,
        Requester = Sal.Person,
        RequesterName = Sal.Name,
        HoldsUntil = new ARequest().HoldsUntil,
        DurationDays = 87,
        CatalogHash = ARequest.CatalogHash,
        AreaId = "security",
        Origin = new ImportOrigin(
            "exceptions", "exceptions.csv", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 7, "EX-17", key,
            "Ana Lima, CISO board", new(2026, 5, 4), RiskLabel.High),
    };

    /// <summary>It is in the register.</summary>
    public static ARecord Record() => new ARequest().Draft().After(Of("one"));
}
