#nullable disable
#pragma warning disable CS0618 // the old names are kept for old clients
// ReSharper disable All
namespace Clean.Unannotated
{
    using System.ComponentModel;
    using global::Bolt;
    using B = global::Bolt;

    /// <summary>Code from before nullable annotations, collection expressions and file-scoped namespaces.</summary>
    [global::Bolt.BoltGroup("/old", Auth = new global::System.Type[] { typeof(global::Bolt.JwtAuthentication), }, InheritGuards = true)]
    [Description("Kept for old clients")]
    public class OldController
    {
        private readonly TimeProvider time;

        public OldController(TimeProvider time)
        {
            if (time == null)
            {
                throw new ArgumentNullException("time");
            }

            this.time = time;
        }

        [global::Bolt.BoltGetAttribute("index.html", Guards = new Type[1] { typeof(B.AllowAny) })]
        public String Index()
        {
            return "index";
        }

        [B::BoltGet("list.do", Guards = new[] { typeof(B::AllowAny), })]
        public virtual string[] List(string filter)
        {
            return new string[] { filter };
        }

        [BoltGet("welcome", Guards = new System.Type[] { typeof(AllowAny) })]
        public string Welcome(AuthContext auth)
        {
            return auth == null ? "stranger" : auth.UserId;
        }

        [BoltPost("save.do"), B.HasPermission("old.save")]
        public void Save(OldForm form)
        {
        }

        [Obsolete("use v2"), BoltGet("v1/{id}"), IsStaff(), Category("old")]
        public string V1(string id)
        {
            return id;
        }

        [BoltGet("v2/{id}")]
        [IsStaff]
        public System.Threading.Tasks.Task<string> V2(System.String id)
        {
            return System.Threading.Tasks.Task.FromResult<string>(id + time);
        }

        [BoltDelete("v2/{id}"), HasPermission(permission: "old.delete")]
        public void Delete(string id)
        {
        }

        [BoltGet("wait"), IsStaff]
        public async Task Wait()
        {
            await Task.Delay(TimeSpan.Zero).ConfigureAwait(false);
        }

#pragma warning disable BOLT1001
        [BoltGet("forgotten")]
        public string Forgotten() { return "refused until somebody decides"; }
#pragma warning restore BOLT1001
    }

    public class OldForm
    {
        public string Name { get; set; }
    }
}
