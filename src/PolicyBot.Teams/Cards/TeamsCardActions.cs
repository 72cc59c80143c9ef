namespace PolicyBot.Teams.Cards;

/// <summary>What kind of action a card's buttons are; both kinds end in the same handler. Setting <c>Teams:CardActions</c>.</summary>
public enum TeamsCardActions
{
    /// <summary><c>Action.Execute</c>, with an <c>Action.Submit</c> as fallback for clients that do not know it.</summary>
    Execute,

    /// <summary>
    /// <c>Action.Submit</c> only, for clients that know <c>Action.Execute</c> and fail on it (microsoft/AdaptiveCards#9315).
    /// </summary>
    Submit,
}
