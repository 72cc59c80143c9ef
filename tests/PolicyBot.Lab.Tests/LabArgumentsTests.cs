namespace PolicyBot.Lab.Tests;

public sealed class LabArgumentsTests
{
    [Fact]
    public void Without_arguments_everything_is_in_memory_and_the_page_has_its_usual_port()
    {
        var read = LabArguments.TryRead([]);

        Assert.Equal((null, 5080, true, true, true), (read!.Keep, read.Port, read.WithModel, read.WithSlack, read.OpenBrowser));
    }

    [Fact]
    public void Every_option_is_read()
    {
        var read =
            LabArguments.TryRead(
                ["--keep", "here", "--port", "6000", "--without-model", "--without-slack", "--socket-mode", "--catalog", "c.yaml",
                "--no-browser"]);

        Assert.Equal(("here", 6000, Path.GetFullPath("c.yaml"), false, false, true, false),
            (read!.Keep, read.Port, read.Catalog, read.WithModel, read.WithSlack, read.SocketMode, read.OpenBrowser));
    }

    [Fact]
    public void With_a_model_of_ones_own_the_Host_gets_this_shells_settings_and_nothing_of_the_scripted_one()
    {
        (string, string)[] shell =
            [("OpenAI__Endpoint", "https://own.example/openai/v1/"), ("OpenAI__Deployment", "mine"), ("PATH", "/bin")];

        var own = LabArguments.TryRead(["--own-model", "--no-browser"])!.ModelSettings(shell);
        var scripted = LabArguments.TryRead([])!.ModelSettings(shell);

        Assert.Equal(
            new() { ["OpenAI__Endpoint"] = "https://own.example/openai/v1/", ["OpenAI__Deployment"] = "mine", ["OpenAI__ApiKey"] = "" },
            own);
        Assert.Empty(scripted);
    }

    [Theory]
    [InlineData("--keep")]
    [InlineData("--port", "none")]
    [InlineData("--help")]
    public void What_cannot_be_understood_is_not_guessed(params string[] words)
    {
        Assert.Null(LabArguments.TryRead(words));
    }
}
