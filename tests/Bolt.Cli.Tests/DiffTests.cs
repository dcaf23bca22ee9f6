using System.Diagnostics;

namespace Bolt.Cli.Tests;

/// <summary><c>dotnet bolt diff</c> in real repositories: what it writes, and what it tells a script.</summary>
public sealed class DiffTests
{
    private const string Add = "POST /articles  auth: jwt  guards: HasPermission(\"blog.add\")  → Shop.Articles.Add";
    private const string List = "GET /articles  auth: none  guards: AllowAny  → Shop.Articles.List";
    private const string Me = "GET /me  auth: jwt  guards: IsAuthenticated  → Shop.Account.Me";
    private const string Old = "GET /old  auth: jwt  guards: IsStaff  → Shop.Old.Get";
    private const string Path = "src/Shop/BoltSurface.txt";

    [Fact]
    public async Task WeakerRoutesComeFirst()
    {
        using var git = new GitSandbox();
        git.Lines(Add, List, Me, Old, "GET /b  auth: jwt  guards: IsStaff  → Shop.B.Get", "GET /d  auth: jwt  guards: IsStaff, IsAuthenticated  → Shop.D.Get").Commit().Branch("topic");
        git.Lines(
            Add.Replace("jwt", "jwt, api_key", StringComparison.Ordinal),
            List,
            Me.Replace("IsAuthenticated", "IsStaff", StringComparison.Ordinal),
            "GET /c  auth: jwt  guards: IsStaff  → Shop.B.Get",
            "GET /d  auth: jwt  guards: IsStaff  → Shop.D.Get",
            "GET /new  auth: jwt  guards: IsStaff  → Shop.New.Get",
            "GET /status  auth: none  guards: AllowAny  → Shop.Status.Get").Commit();
        var (code, output, error) = await git.DiffAsync("main", "topic");
        Assert.Equal("", error);
        Assert.Equal(
            """
            ## Security surface

            **1 route is weaker than before.**

            ### `src/Shop/BoltSurface.txt`

            - ⚠ **weaker** `POST /articles`: `backend api_key was added`
              - was `auth: jwt  guards: HasPermission("blog.add")`
              - now `auth: jwt, api_key  guards: HasPermission("blog.add")`
            - ＋ **new, open** `GET /status`: `auth: none  guards: AllowAny`
            - ＋ new `GET /new`: `auth: jwt  guards: IsStaff`
            - ↑ stronger `GET /me`
              - was `auth: jwt  guards: IsAuthenticated`
              - now `auth: jwt  guards: IsStaff`
            - → moved `GET /c`, was `GET /b`: `auth: jwt  guards: IsStaff`
            - ＝ written differently `GET /d`
              - was `auth: jwt  guards: IsStaff, IsAuthenticated`
              - now `auth: jwt  guards: IsStaff`
            - － removed `GET /old`, was `auth: jwt  guards: IsStaff`

            """,
            output);
        Assert.Equal(2, code);
    }

    [Fact]
    public async Task TheBaseIsTheMergeBase()
    {
        using var git = new GitSandbox();
        git.Lines(Add).Commit().Branch("topic").Lines(Add, List).Commit();
        git.Git("checkout", "--quiet", "main");
        git.Lines(Add.Replace("HasPermission(\"blog.add\")", "HasPermission(\"blog.add\"), IsStaff", StringComparison.Ordinal), Me).Commit();
        git.Git("checkout", "--quiet", "topic");
        foreach (var arguments in new string[][] { ["main"], ["main", "topic"], ["main", "HEAD"] })
        {
            var (code, output, _) = await git.DiffAsync(arguments);
            Assert.Equal(0, code);
            Assert.Contains("No route is weaker than before.", output, StringComparison.Ordinal);
            Assert.Contains("**new, open** `GET /articles`", output, StringComparison.Ordinal);
            Assert.DoesNotContain("/me", output, StringComparison.Ordinal);
        }
    }

    /// <summary>Two branches that merged each other have two merge bases, and the stronger one counts, whichever git names first.</summary>
    [Theory]
    [InlineData("main")]
    [InlineData("topic")]
    [InlineData("both")]
    public async Task WithSeveralMergeBasesEachOneCounts(string stronger)
    {
        using var git = new GitSandbox();
        git.Lines("# base", Me).Commit().Branch("topic");
        foreach (var branch in new[] { "topic", "main" })
        {
            git.Git("checkout", "--quiet", branch);
            git.Lines("# " + branch, branch == stronger || stronger == "both" ? Me.Replace("IsAuthenticated", "IsStaff", StringComparison.Ordinal) : Me).Commit();
            git.Git("tag", "of-" + branch);
        }

        git.Git("merge", "--quiet", "--no-edit", "--strategy=ours", "of-topic");
        git.Git("checkout", "--quiet", "topic");
        git.Git("merge", "--quiet", "--no-edit", "--strategy=ours", "of-main");
        git.Lines("# base", Me, List).Commit();
        Assert.Equal(2, git.Git("merge-base", "--all", "main", "topic").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var (code, output, _) = await git.DiffAsync("main", "topic");
        Assert.Equal(2, code);

        // What several bases say alike is said once, and what one of them says is weaker comes first.
        Assert.Contains("**1 route is weaker than before.**", output, StringComparison.Ordinal);
        Assert.Equal(["- ⚠ **weaker** `GET /me`", "- ＋ **new, open** `GET /articles`"], output.Split('\n').Where(static l => l.StartsWith("- ", StringComparison.Ordinal)).Select(static l => l.Split(':')[0]));
    }

    [Fact]
    public async Task WeakerRoutesAreCounted()
    {
        using var git = new GitSandbox();
        git.Lines(Me, Old).Commit().Lines(Me.Replace("IsAuthenticated", "AllowAny", StringComparison.Ordinal), Old.Replace("IsStaff", "AllowAny", StringComparison.Ordinal));
        Assert.Contains("**2 routes are weaker than before.**", (await git.DiffAsync("HEAD")).Output, StringComparison.Ordinal);
    }

    /// <summary>A file that is not added yet counts, one that is ignored does not; and one in the middle of a merge cannot be read.</summary>
    [Fact]
    public async Task TheWorkingTreeIsWhatWouldBeCommitted()
    {
        using var git = new GitSandbox();
        git.Lines(Me).Write(".gitignore", "obj/\n").Commit().Write("obj/BoltSurface.txt", "no surface").Write("src/Grüße an/BoltSurface.txt", "# Bolt surface 1\n" + Add + "\n");
        var (code, output, error) = await git.DiffAsync("main");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("### `src/Grüße an/BoltSurface.txt`\n\n- ＋ new `POST /articles`", output, StringComparison.Ordinal);

        git.Commit().Branch("topic").Lines(Me, Old).Commit();
        git.Git("checkout", "--quiet", "main");
        git.Lines(Me, List).Commit();
        Assert.ThrowsAny<Exception>(() => git.Git("merge", "--quiet", "topic"));
        (code, _, error) = await git.DiffAsync("main");
        Assert.Equal(3, code);
        Assert.StartsWith(Path + " of the working tree(3): a merge has left its marks", error, StringComparison.Ordinal);

        // Resolved, and not added yet: git names the file once for each side.
        git.Lines(Me, List, Old);
        (code, output, _) = await git.DiffAsync("main");
        Assert.Equal(0, code);
        Assert.Contains("- ＋ new `GET /old`", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HistoriesWithoutACommonAncestorCannotBeCompared()
    {
        using var git = new GitSandbox();
        git.Lines(Me).Commit();
        git.Git("checkout", "--quiet", "--orphan", "other");
        git.Lines(Me).Commit();
        var (code, _, error) = await git.DiffAsync("main", "other");
        Assert.Equal(3, code);
        Assert.StartsWith("The revisions have no common ancestor here.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheWorkingTreeCountsWhereNoHeadIsNamed()
    {
        using var git = new GitSandbox();
        git.Lines(Me).Commit().Lines("GET /me  auth: none  guards: AllowAny  → Shop.Account.Me");
        Assert.Equal(2, (await git.DiffAsync("main")).Code);
        Assert.Equal(0, (await git.DiffAsync("main", "HEAD")).Code);
        File.Delete(System.IO.Path.Combine(git.Directory, Path));
        var (code, output, _) = await git.DiffAsync("main");
        Assert.Equal(2, code);
        Assert.Contains("the file is gone: nothing is compared with its 1 lines any more", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMovedRouteThatIsWeakerIsWeaker()
    {
        using var git = new GitSandbox();
        git.Lines(Old).Commit().Lines("GET /new  auth: jwt  guards: IsAuthenticated  → Shop.Old.Get");
        var (code, output, _) = await git.DiffAsync("HEAD");
        Assert.Equal(2, code);
        Assert.Contains("was `GET /old  auth: jwt  guards: IsStaff`", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderThatIsRenamedTakesItsFileAlong()
    {
        using var git = new GitSandbox();
        git.Lines(Me).Write("src/Shop/Shop.csproj", "<Project />").Write("src/Other/Other.csproj", "<Project />").Commit().Branch("topic");
        git.Git("mv", "src/Shop", "src/Store");
        git.Commit();
        Assert.Equal((0, "## Security surface\n\nNo route changed.\n", ""), await git.DiffAsync("main", "topic"));

        git.Write("src/Store/BoltSurface.txt", "# Bolt surface 1\nGET /me  auth: none  guards: AllowAny  → Shop.Account.Me\n").Commit();
        Assert.Equal(2, (await git.DiffAsync("main", "topic")).Code);
        git.Git("mv", "src/Store/BoltSurface.txt", "src/Other/BoltSurface.txt");
        git.Commit();
        Assert.Contains("the file is gone", (await git.DiffAsync("main", "topic")).Output, StringComparison.Ordinal);
    }

    /// <summary>Which of two copies took the place of the one that is gone is not guessed.</summary>
    [Fact]
    public async Task AProjectThatIsThereTwiceTakesNothingAlong()
    {
        using var git = new GitSandbox();
        git.Lines(Me).Write("src/Shop/Shop.csproj", "<Project />").Commit().Branch("topic");
        git.Git("mv", "src/Shop", "src/Store");
        git.Write("src/Copy/Shop.csproj", "<Project />").Write("src/Copy/BoltSurface.txt", "# Bolt surface 1\n" + Me + "\n").Commit();
        var (code, output, _) = await git.DiffAsync("main", "topic");
        Assert.Equal(2, code);
        Assert.Contains("### `src/Shop/BoltSurface.txt`\n\n- ⚠ **weaker** the file is gone", output, StringComparison.Ordinal);
    }

    /// <summary>Each file of the folder goes along under its own name.</summary>
    [Fact]
    public async Task SeveralFilesOfARenamedFolderAreToldApartByName()
    {
        using var git = new GitSandbox();
        git.Lines(Me).Write("src/Shop/BoltSurface.net10.0.txt", "# Bolt surface 1\n" + Old + "\n").Write("src/Shop/Shop.csproj", "<Project />").Commit().Branch("topic");
        git.Git("mv", "src/Shop", "src/Store");
        git.Commit();
        Assert.Equal((0, "## Security surface\n\nNo route changed.\n", ""), await git.DiffAsync("main", "topic"));
    }

    [Fact]
    public async Task EveryFileIsCompared()
    {
        using var git = new GitSandbox();
        git.Lines(Me).Write("BoltSurface.net10.0.txt", "# Bolt surface 1\n" + Old + "\n").Write("docs/MyBoltSurface.txt", "no surface").Commit().Branch("topic");
        git.Write("BoltSurface.net10.0.txt", "# Bolt surface 1\n").Write("src/Admin/BoltSurface.txt", "# Bolt surface 1\n" + Add + "\n").Commit();
        var (code, output, _) = await git.DiffAsync("main", "topic");
        Assert.Equal(0, code);
        Assert.Contains("### `BoltSurface.net10.0.txt`\n\n- － removed `GET /old`", output, StringComparison.Ordinal);
        Assert.Contains("### `src/Admin/BoltSurface.txt`\n\n- ＋ new `POST /articles`", output, StringComparison.Ordinal);

        // What is weaker comes first among the files, too; then by name.
        git.Lines(Me.Replace("IsAuthenticated", "AllowAny", StringComparison.Ordinal)).Write("a/boltsurface.Debug.txt", "# Bolt surface 1\n" + Add + "\n").Commit();
        (code, output, _) = await git.DiffAsync("main", "topic");
        Assert.Equal(2, code);
        Assert.Equal(
            ["`src/Shop/BoltSurface.txt`", "`a/boltsurface.Debug.txt`", "`src/Admin/BoltSurface.txt`", "`BoltSurface.net10.0.txt`"],
            output.Split('\n').Where(static l => l.StartsWith("### ", StringComparison.Ordinal)).Select(static l => l[4..]));
    }

    [Fact]
    public async Task FilesThatAreWeakerAlikeAreSortedByName()
    {
        using var git = new GitSandbox();
        git.Lines(Me).Write("a/BoltSurface.txt", "# Bolt surface 1\n" + Old + "\n").Commit().Branch("topic");
        File.Delete(System.IO.Path.Combine(git.Directory, "a", "BoltSurface.txt"));
        git.Lines(Me.Replace("IsAuthenticated", "AllowAny", StringComparison.Ordinal)).Commit();
        Assert.Equal(
            ["### `a/BoltSurface.txt`", "### `src/Shop/BoltSurface.txt`"],
            (await git.DiffAsync("main", "topic")).Output.Split('\n').Where(static l => l.StartsWith("### ", StringComparison.Ordinal)));
    }

    /// <summary>Where one stands in the repository makes no difference.</summary>
    [Fact]
    public async Task InAFolderOfTheRepositoryAllOfItIsCompared()
    {
        using var git = new GitSandbox();
        git.Lines(Me).Write("docs/a.md", "").Commit().Lines(Me.Replace("IsAuthenticated", "AllowAny", StringComparison.Ordinal));
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await BoltCommand.RunAsync(["diff", "main"], System.IO.Path.Combine(git.Directory, "docs"), output, error, TestContext.Current.CancellationToken);
        Assert.Equal(await git.DiffAsync("main"), (code, output.ToString(), error.ToString()));
        Assert.Contains("⚠ **weaker** `GET /me`", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("--output=stolen.txt")]
    [InlineData("-h^")]
    [InlineData("")]
    [InlineData("main:src")]
    [InlineData("^main")]
    public async Task AnUnknownRevisionCannotTellAndIsNeverAnOption(string revision)
    {
        using var git = new GitSandbox();
        git.Lines(Me).Commit();
        foreach (var arguments in new string[][] { [revision], ["main", revision], [revision, "main"] })
        {
            var (code, output, error) = await git.DiffAsync(arguments);
            Assert.Equal((3, ""), (code, output));
            Assert.StartsWith($"The revision '{revision}' is not in this repository. ", error, StringComparison.Ordinal);
            Assert.Contains("fetch-depth: 0", error, StringComparison.Ordinal);
        }

        Assert.Equal(["src"], Directory.EnumerateFileSystemEntries(git.Directory).Select(System.IO.Path.GetFileName).Where(static n => n != ".git"));
    }

    /// <summary>Files of the checkout that are called like revisions are not what is asked for.</summary>
    [Fact]
    public async Task FilesNamedLikeRevisionsAreNotCompared()
    {
        using var git = new GitSandbox();
        git.Lines(Me).Commit().Branch("topic");
        git.Lines("GET /me  auth: none  guards: AllowAny  → Shop.Account.Me").Write("main", "# Bolt surface 1\n").Write("topic", "# Bolt surface 1\n").Commit();
        Assert.Equal(2, (await git.DiffAsync("main", "topic")).Code);
    }

    [Fact]
    public async Task AShallowCloneCannotTell()
    {
        using var git = new GitSandbox();
        git.Lines(Me).Commit().Branch("topic").Lines(Me, List).Commit();
        var clone = System.IO.Path.Combine(git.Directory, "clone");
        GitSandbox.Run(git.Directory, "clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=topic", "file://" + git.Directory, clone);
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(3, await BoltCommand.RunAsync(["diff", "origin/main", "HEAD"], clone, output, error, TestContext.Current.CancellationToken));
        Assert.Contains("fetch-depth: 0", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# Bolt surface 2\n")]
    [InlineData("# Bolt surface 1\n<<<<<<< HEAD\n")]
    [InlineData("# Bolt surface 1\nGET /a\n")]
    public async Task AFileThatCannotBeReadCannotTellOnEitherSide(string text)
    {
        using var git = new GitSandbox();
        git.Lines(Me).Commit().Branch("topic").Write(Path, text).Commit();
        var (code, output, error) = await git.DiffAsync("main", "topic");
        Assert.Equal((3, ""), (code, output));
        Assert.StartsWith(Path + " of topic(", error, StringComparison.Ordinal);
        git.Branch("later").Lines(Me).Commit();
        Assert.Equal(3, (await git.DiffAsync("topic", "later")).Code);
    }

    [Fact]
    public async Task OutsideOfARepositoryItCannotTell()
    {
        var folder = Directory.CreateTempSubdirectory("bolt-cli-");
        var error = new StringWriter();
        Assert.Equal(3, await BoltCommand.RunAsync(["diff", "main"], folder.FullName, new StringWriter(), error, TestContext.Current.CancellationToken));
        Assert.Contains("git rev-parse --show-toplevel: ", error.ToString(), StringComparison.Ordinal);
        folder.Delete();
    }

    [Fact]
    public async Task TwoFiles()
    {
        using var git = new GitSandbox();
        git.Write("old.txt", "# Bolt surface 1\r\n" + Me + "\r\n").Write("new.txt", "\uFEFF# Bolt surface 1\n" + Me.Replace("jwt", "session", StringComparison.Ordinal) + "\n");
        Assert.Equal(2, (await git.DiffAsync("--files", "old.txt", "new.txt")).Code);
        Assert.Equal(0, (await git.DiffAsync("--files", "old.txt", "old.txt")).Code);
        Assert.Equal(3, (await git.DiffAsync("--files", "old.txt", "none.txt")).Code);
        Assert.Equal(3, (await git.DiffAsync("--files", ".git", "old.txt")).Code);
    }

    [Theory]
    [InlineData]
    [InlineData("diff")]
    [InlineData("diff", "a", "b", "c")]
    [InlineData("diff", "--files", "a")]
    [InlineData("audit")]
    public async Task WhatIsNoCommandCannotTell(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(3, await BoltCommand.RunAsync(arguments, ".", output, error, TestContext.Current.CancellationToken));
        Assert.Contains("Usage:", error.ToString(), StringComparison.Ordinal);
        foreach (var help in new[] { "--help", "-h", "-?" })
        {
            Assert.Equal(0, await BoltCommand.RunAsync([.. arguments, help], ".", output, error, TestContext.Current.CancellationToken));
            Assert.Contains("Usage:", output.ToString(), StringComparison.Ordinal);
            output.GetStringBuilder().Clear();
        }
    }

    [Fact]
    public async Task ARepositoryWithoutAFileSaysSo()
    {
        using var git = new GitSandbox();
        git.Commit();
        Assert.Equal((0, "## Security surface\n\nThere is no BoltSurface.txt.\n", ""), await git.DiffAsync("main"));
    }

    /// <summary>A pull request's author writes patterns and arguments: none of it is markup, and nothing of it is hidden.</summary>
    [Fact]
    public async Task WhatAnAuthorWritesIsShownAsItIs()
    {
        using var git = new GitSandbox();
        git.Lines().Commit().Lines("GET /`</code><img src=x>|@team``\u202E  auth: none  guards: AllowAny  → A.B");
        Assert.Contains("- ＋ **new, open** ``` GET /`</code><img src=x>|@team``\\u202e ```: `auth: none  guards: AllowAny`\n", (await git.DiffAsync("HEAD")).Output, StringComparison.Ordinal);
    }

    /// <summary>Git itself is told where its options end, in front of what somebody else may have named.</summary>
    [Fact]
    public async Task GitReadsNoOptionsInARevision()
    {
        using var git = new GitSandbox();
        git.Lines(Me).Commit();
        var trace = System.IO.Path.Combine(git.Directory, ".git", "trace");
        var start = new ProcessStartInfo("dotnet", [typeof(BoltCommand).Assembly.Location, "diff", "main", "HEAD"]) { WorkingDirectory = git.Directory, RedirectStandardOutput = true };
        start.Environment["GIT_TRACE"] = trace;
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        var named = (await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken)).Where(static l => l.Contains("main", StringComparison.Ordinal) || l.Contains("HEAD", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, static l => Assert.Matches("--end-of-options '?(main|HEAD)", l));
    }

    [Fact]
    public async Task WithoutGitItCannotTell()
    {
        using var git = new GitSandbox();
        var start = new ProcessStartInfo("dotnet", [typeof(BoltCommand).Assembly.Location, "diff", "main"]) { WorkingDirectory = git.Directory, RedirectStandardError = true };
        start.Environment["PATH"] = git.Directory;
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, process.ExitCode);
        Assert.StartsWith("git cannot be started: ", error, StringComparison.Ordinal);
    }

    /// <summary>As the tool's package starts it.</summary>
    [Fact]
    public async Task TheProgramSaysWithItsExitCode()
    {
        using var git = new GitSandbox();
        git.Lines(Me).Commit().Lines("GET /me  auth: none  guards: AllowAny  → Shop.Account.Me");
        var start = new ProcessStartInfo("dotnet", [typeof(BoltCommand).Assembly.Location, "diff", "HEAD"]) { WorkingDirectory = git.Directory, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, process.ExitCode);
        Assert.Contains("⚠ **weaker** `GET /me`", output, StringComparison.Ordinal);
    }
}
