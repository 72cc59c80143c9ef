namespace PolicyBot.Application.Tests.Notifications;

/// <content>What must hold in the end.</content>
internal sealed partial record MessageLifeModel
{
    /// <summary>What is wrong once everything is done; null for nothing.</summary>
    public string? Wrong()
    {
        var lost = Late + (CanFind ? 0 : Lost);
        foreach (var key in Keys)
        {
            var copies = Chat.Count(message => message.For == key);
            if (IsWanted(key) && copies == 0)
            {
                return $"{key.Kind} of {key.Person} never arrived";
            }

            if (copies > 1 + lost)
            {
                return $"{key.Kind} of {key.Person} is there {copies} times after {lost} losses";
            }
        }

        var wrong = Chat.Count(message => message.IsLive == IsDecided);
        return wrong > lost ? $"{wrong} messages do not show how it stands after {lost} losses"
            : Rows.Values.FirstOrDefault(row => row.DeadBecause is not ("" or "unanswered")) is { } dead ? $"{dead.Key} was given up"
            : null;
    }
}
