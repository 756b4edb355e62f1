import type { MirrorCause } from './mirrorCauseKinds';

export interface CauseRule {
  readonly cause: MirrorCause;
  /** Matched against the words of `mirrorErrorWords`: lower case, no quotation marks, no space beside Chinese. */
  readonly when: readonly RegExp[];
}

/**
 * What was said in so many words, in Git's English and Chinese, curl's, OpenSSL's and GnuTLS's, and by the usual
 * servers. The first rule that matches wins, so what is more specific, or what the others follow from, stands first.
 * A function, so that the patterns are made when the first error is explained and not when the editor starts.
 */
export const CAUSES_BY_WORDS = once((): readonly CauseRule[] => [
  {
    cause: 'hostKey',
    when: [
      /host key verification failed|remote host identification has changed|host ?key (?:is known|mismatch|(?:for )?has changed)|reject hostkey/u,
      /no \w+ host key is known|no matching host key type|knownhosts:|unknown remote ssh hostkey|authenticity of host|unknownhostkey|server key did not validate/u,
      /主机(?:密钥|公钥)/u,
    ],
  },
  {
    cause: 'lfs',
    when: [/\blfs\b(?! locking)/u, /smudge (?:error|filter .{0,40}failed)|error downloading object|batch response:/u],
  },
  {
    cause: 'shallowSource',
    when: [
      /shallow updates? not allowed|source repository is shallow|(?:from|of) a shallow (?:repository|clone)|not support shallow/u,
      /(?:server does not support|reject(?:ed|ing)?) shallow|shallow(?: file| update| clone)? (?:is |are |was |were )?(?:rejected|refused|not)/u,
      /浅(?:克隆|更新|仓库)/u,
    ],
  },
  {
    cause: 'storage',
    when: [
      /no space left|not enough (?:disk )?space|(?:disk|storage|device|volume)(?: space)? (?:is )?(?:almost )?full|read-only file system/u,
      /(?:disk|storage|space) ?(?:quota|limit)|quota (?:has been |is )?exceeded|(?:exceed\w*|over) .{0,30}\bquota|insufficient storage/u,
      /insufficient permission for adding an object|unable to create temporary (?:object directory|file)|permanent storage/u,
      /input[/ ]output error|\bi\/o error/u,
      /(?:设备|磁盘|存储|硬盘)(?:上)?(?:没有|无|剩余)?(?:可用)?(?:的)?(?:空间|容量|配额|限额)?(?:不足|不够|已满|已用完|用尽|耗尽)|没有(?:剩余|可用)?空间|空间不足|磁盘已满/u,
      /超[出过].{0,8}(?:限额|配额|容量)|(?:容量|配额|限额).{0,6}(?:不足|已满|超|用完|用尽|耗尽|上限)|只读文件系统|输入\/?输出错误/u,
      /权限不足,无法在仓库对象库|无法创建临时(?:对象目录|文件)/u,
    ],
  },
  {
    cause: 'tooLarge',
    when: [
      /exceed\w* .{0,40}(?:\bsize\b|file size|limit of)|\bfile: .{0,80}\bexceeds\b|size (?:limit|exceeds)|(?:pack|file|object|repository|blob|payload|body|entity|content|message)s? (?:is |are |was )?(?:too (?:large|big)|exceed\w* )/u,
      /(?:large files? (?:detected|found)|larger than (?:max|the max|allowed|\d)|pack too large|uri too long|too large for)/u,
      /died of signal 9|signal: killed|(?:^|: ?)killed(?=$|[.,])|too large to fit|out of memory|cannot allocate memory|memory exhausted|malloc failed|outofmemory|\boom\b/u,
      /超[过出].{0,16}(?:大小|\d+ ?[kmg]i?b?)|文件(?:已)?超[过出]|大小.{0,10}(?:超[过出]|上限)|(?:文件|仓库|对象|包)(?:太|过)大|(?:太|过)大/u,
      /内存(?:不足|溢出|耗尽)|无法分配内存/u,
    ],
  },
  {
    cause: 'rateLimited',
    when: [
      /rate[- ]?limit|too many (?:requests|concurrent|connections|simultaneous)|throttl|abuse detection|retry later|slow down/u,
      /exceeding usage|resource ?exhausted|maximum concurrency|bandwidth limit|requests? (?:was|were|has been) (?:blocked|limited) due/u,
      /请求(?:过于|太|过)?(?:频繁|过多|次数)|限流|流控|(?:访问|请求|操作|调用)(?:过于|太|过|次数|频率).{0,6}(?:频繁|过[多高快]|限制|上限|超)|频率(?:限制|过高|超)|(?:速率|并发)(?:限制|超|过)/u,
    ],
  },
  {
    cause: 'nameConflict',
    when: [
      /cannot lock ref.{0,80}(?:(?<!file )exists|not a directory|non-empty directory|is a directory)|file directory conflict/u,
      /non-empty directory.{0,40}blocking|unable to resolve reference.{0,40}(?:not a directory|is a directory)|old, conflicting branches|exists; cannot create|cannot process and at the same time/u,
      /(?:reference|ref|branch)(?: name)? (?:already exists|conflicts?)|conflict\w* with (?:an )?existing (?:ref|branch|tag)/u,
      /(?:引用|分支|标签|文件|目录)名?(?:和|与|、)?(?:目录|文件|名称)?(?:存在|发生)?(?:命名)?(?:冲突|重名)|有冲突的分支|无法锁定引用.{0,40}(?:存在|目录)/u,
    ],
  },
  {
    cause: 'diverged',
    when: [
      /non[- ]?fast[- ]?forward|checkoutconflict|fetch first|stale info|needs force|would clobber existing tag|\[rejected\](?=.{0,40}already exists)/u,
      /diverge[dnts]|diverging|divergent|unrelated histories|possible to fast-forward|not (?:a |an )?fast[- ]?forward/u,
      /updates were rejected because|(?:tip|branch).{0,30}is behind|overwritten by merge|merge conflict|automatic merge failed|forced?[- ]update rejected/u,
      /非快进|无法快进|偏离|分叉|分歧|自动合并失败|合并冲突|分支(?:存在|有|发生)冲突|不相关的历史|无关的历史|更新被拒绝,因为|会破坏现有的标签|落后于(?:其)?(?:对应的)?远程/u,
    ],
  },
  {
    cause: 'sourceServer',
    when: [
      /uninitialized constant|undefined method|nomethoderror|nil pointer|runtime error|panic:|api is not accessible|deploy in progress/u,
      /is not responding|dubious ownership|unable to get pack index|error: unable to find under|failed to connect to all addresses/u,
      /(?:remote|server|they|upstream|source)? ?did not send all necessary objects|repository corruption|missing necessary objects/u,
      /可疑的仓库所有权|(?:没有|未)发送所有必需的对象|无法获取包索引/u,
    ],
  },
  {
    cause: 'refused',
    when: [
      /hidden ref|is illegal|hook declined|protected (?:branch|tag|ref)|rule violations|push declined|remote rejected\](?!.{0,60}(?:unpack|\(failed\)|error))/u,
      /could not update(?: \S{1,200})?\. please refresh|currently checked out|checked out branch|branch is checked out|deletion (?:prohibited|of)|funny refname/u,
      /refusing to (?:allow|update|delete|create)|not allowed to (?:force|push code to protected|create|delete)|prohibited by|deny by|denying (?:ref|non)|pushes? (?:to|of) .{0,40}(?:not allowed|denied|rejected|forbidden)/u,
      /another git process|(?:\.lock|unable to create): file exists|lock_failure|is at but expected|does not point to expected object|fsck error|\bgh0\d\d\b|private email|does not follow the pattern|deleting the current branch|committers? e-?mail|push rejected/u,
      /钩子|保护(?:的)?(?:分支|标签)|(?:分支|标签)(?:已)?(?:被|受)保护|(?:禁止|不允许|拒绝|不能)(?:强制)?(?:推送|推入|提交|创建|删除)|远程拒绝|推送被拒绝|提交(?:信息|说明|者?邮箱|人)不(?:符合|规范)|另外一个git进程/u,
    ],
  },
  {
    cause: 'emptySource',
    when: [
      /no such ref was fetched|empty repository|repository is empty|source is empty|no refs in common|(?:has|have) (?:no|any) commits|no commits? yet|repository has no (?:branches|commits|refs)|bad default revision/u,
      /空(?:的)?(?:代码)?仓|没有获取到这个引用|没有共同的引用|仓库(?:为|是)空|没有任何(?:提交|分支)|尚无提交/u,
    ],
  },
  {
    cause: 'branchMissing',
    when: [
      /couldnt find remote (?:ref|branch)|could not find remote (?:ref|branch)|remote branch (?:\S{1,200} )?(?:was )?not found|no matching remote head|nonexistent ref|remote does not have/u,
      /(?<!no |\bsuch )(?:\b(?:branch|reference|ref|tag|revision))(?: \S{1,200})? (?:was |is )?(?:not found|does ?n[o]?t exist|could not be found|is missing)|no such (?:remote )?(?:ref|branch|reference|revision)|src refspec/u,
      /not our ref|unadvertised object|unknown revision|invalid refspec|pathspec.{0,40}did not match|not a valid (?:ref|branch)/u,
      /(?:无法|未能|不能)(?:找到|发现)(?:要克隆的)?(?:远程)?(?:的)?(?:引用|分支|head引用|标签)|远程分支.{0,40}(?:未发现|未找到|不存在)|(?:分支|引用|标签)(?:\S{0,60})?(?:不存在|未找到|找不到|已被删除)|找不到(?:远程|指定|默认)?(?:的)?(?:分支|引用)|(?:未|没有)找到默认分支|指向不存在的引用|没有匹配的远程分支|引用规格.{0,40}没有匹配|未公开的对象/u,
    ],
  },
  {
    cause: 'nameResolution',
    when: [
      /(?:could ?no?t|cannot|unable to|failed to|cant|can ?not) (?:be )?resolve|resolving (?:timed out|failed)|host cannot be resolved|cannot be resolved or invalid/u,
      /name or service not known|name resolution|nodename nor servname|no address associated|getaddrinfo|enotfound|eai_again|no such host|unknown ?host|(?:host ?name|dns|host) lookup failed|server misbehaving|dns server returned|unable to look up|nxdomain/u,
      /(?:无法|不能|未能)解析(?!凭据|head|引用|url)|解析(?:域名|主机名?)(?:失败|错误|超时)|(?:域名|主机名?|dns|地址)(?:解析)(?:暂时)?(?:失败|错误|异常|不了)|未知的(?:名称|主机)|(?:找不到|未找到)(?:主机|域名)|域名不存在|没有与(?:主机名|名字)关联的地址|无法查找/u,
    ],
  },
  {
    cause: 'malformedAddress',
    when: [
      /url (?:rejected|using .{0,20}format|scheme|cannot be parsed|is (?:invalid|malformed)|contains)|malformed (?:url|input)|(?:invalid|illegal|bad|malformed) (?:source |import |remote |repository |clone )?(?:url|uri|address)/u,
      /remote helper (?:for|not)|is not a git command|valid url syntax|no path specified|dont handle protocol|strange (?:hostname|port|pathname)|bad port|no host part|port number (?:was|ended)/u,
      /(?<!(?:tls|ssl)\b.{0,20})protocol(?: \S{1,100})? (?:is )?(?:not supported|disabled|not allowed)|(?<!:|ssl.{0,60})\bunsupported (?:url )?protocol(?! version)|transport(?: \S{1,100})? not allowed|only allowed schemes|plain http request was sent to https|unable to find remote helper|uri is not absolute|\bno protocol:|port out of\b|received http when not allowed/u,
      /(?:地址|url|链接|路径)(?:的)?(?:格式)?(?:不合法|非法|无效|有误|错误|不正确|不规范)|(?:无效|非法|错误|不合法)的(?:源)?(?:仓库|代码仓)?(?:地址|url|链接)|(?:不支持|(?:仅|只)支持).{0,16}协议|传输不允许|无法为找到远程助手|奇怪的(?:主机名|端口号|路径名)|不能解析凭据url/u,
    ],
  },
  {
    cause: 'tls',
    when: [
      /certificate(?! bundle)\b|certificates? verif|self[-_ ]signed|trust anchor|trust relationship|err_cert|subject name|x509:|cafile:|sec_e_|schannel:.{0,60}(?:trust|revoc|cert)|issuer is not recognized/u,
      /pkix path|valid certification path/u,
      /证书|自签名/u,
    ],
  },
  {
    cause: 'timeout',
    when: [
      /(?<!gateway )time(?:d)?[- ]?out|deadline exceeded|operation too slow|execution expired|took (?:too long|longer)|exceeded .{0,20}\btime\b|(?:did not|no) respon\w+ (?:in time|within)/u,
      /(?<!网关)超时|逾时|时间过长/u,
    ],
  },
  {
    cause: 'transferBroken',
    when: [
      /not closed cleanly|rst_stream|outstanding read data|transfer closed|connection (?:was |is )?(?:forcibly )?(?:reset|closed|abort(?:ed)?|lost|dropped)|(?:recv|send) failure|broken pipe|empty reply/u,
      /non-properly terminated|unexpected eof|ssl_error_(?:syscall|zero_return)|pull function|unexpected length|error in the push function|close_notify|ssl_read: |ssl_write: |recv error/u,
      /unable to rewind rpc post data|short read of block|premature (?:eof|end)|unexpected end of (?:file|stream|packet)|of body are still expected|http\/?2 framing layer|bad pack header|pack is corrupted|connection_reset|(?:^|: ?)eof(?=$|[.,])|inflate: data|serious inflate|socket hang up|econnreset|epipe|hung up upon initial/u,
      /(?:网络|传输|下载)(?:已)?(?:意外)?中断|连接(?:已)?(?:被)?(?:对方|对端|远程主机)?(?:强制|强迫)?(?:重设|重置|中断|断开|关闭)|重置时断开|断开的管道|在初始连接时即挂断|无法倒回rpc/u,
    ],
  },
  {
    cause: 'tls',
    when: [
      /handshake(?!.{0,40}unable to authenticate)|ssl routines|wrong version number|protocol version|tls ?v?1?\.? ?alert|unsupported protocol version|(?:ssl|tls) connection could not|no matching (?:key exchange|cipher|mac)|(?:ssl|tls) connect error|(?:ssl|tls) (?:error|failure|problems?)|ssl_error_unsupported|schannel|gnutls_|ssl_connect|unrecognized name/u,
      /握手|(?:ssl|tls)(?:连接)?(?:错误|失败)/u,
    ],
  },
  {
    cause: 'unreachable',
    when: [
      /(?:could ?no?t|unable to|failed to|cannot|cant) (?:establish (?:a )?)?connect|connection (?:was )?refused|actively refused|econnrefused|ehostunreach|enetunreach|no route to host|host is (?:down|unreachable)|network is (?:unreachable|down)|(?:host|destination|network) unreachable/u,
      /from proxy after connect|upstream connect error|connect tunnel failed|proxy connect aborted|socks[45]|local network (?:are|is) not allowed|requests to localhost|cannot assign requested address/u,
      /(?:无法|不能|未能)(?:建立)?连接|(?:无法|不能)与.{0,40}(?:建立)?连接|连接(?:到)?.{0,40}失败|拒绝连接|连接被拒绝|网络(?:不可达|不通|异常|已关闭)|没有到主机的路由|主机(?:关闭|不可达)|网络连接(?:失败|异常)/u,
    ],
  },
  {
    cause: 'credentials',
    when: [
      /could not read (?:user(?:name)?|pass(?:word|phrase)?)|terminal prompts disabled|(?:failed to|unable to|could not|cannot) authenticate|authentication (?:fail|required|is required|error|denied|token|handshake)|authorization (?:required|failed|error)|authentication or permission/u,
      /http basic: access denied|(?:invalid|incorrect|wrong|bad|missing|expired|revoked) (?:user(?:name)?|password|login|credentials?|(?:access |deploy |personal access |authentication |api |oauth )?token|authentication)|password authentication (?:was|is|failed)|support for password/u,
      /permission denied, please try again|(?:^|: ?)not authorized(?! to)/u,
      /permission denied \(|publickey|\bsaml\b|single sign-on|two-factor|\b2fa\b|token (?:has |is |was )?(?:expired|invalid|revoked|not valid|provided)|(?:invalid|expired)_token|(?:password|passphrase) (?:is |was |has |have )?(?:expired|incorrect|wrong|invalid|not (?:correct|valid))|requires? authentication|(?:basic authentication|logon|log-?in|sign-?in) (?:is |was )?(?:disabled|failed|denied)|\bauth (?:fail|cancel)|userauth fail|no more authentication|agent refused|token (?:provided )?does not match|credentials? (?:is |are |were |for |have |has |provided )?.{0,30}(?:invalid|incorrect|expired|wrong|rejected|not valid)|no credentials|unauthorized|unauthenticated|not authenticated|need to (?:sign in|log in|authenticate)|auth_fail|authentication replays|token required/u,
      /(?:认证|鉴权|身份验证|授权验证|登录|用户验证|账号验证|(?:密码|口令|令牌|凭据|凭证)(?:校验|验证))(?:信息)?(?:不通过|未通过|失败|错误|出错|无效|有误)|(?:令牌|token|密码).{0,8}已?过期|终端提示被禁用|(?:用户名?|账号|账户|密码|口令|令牌|token|凭据|凭证|密钥)(?:、|,|和|与|或者?|\/)?(?:用户名?|密码|口令|令牌|token)?(?:不正确|错误|有误|无效|失效|已失效|已过期|过期|不匹配|为空)|(?:错误|无效|过期|失效)的(?:用户名?|账号|密码|令牌|token|凭据|凭证)|未授权|未认证|没有(?:提供|找到)?(?:凭据|凭证)|私有仓库,?请先登录|无法读取.{0,30}(?:username|password|用户名|密码)/u,
    ],
  },
  {
    cause: 'notFound',
    when: [
      /(?:not found|does ?n[o]?t exist|could not be found|no longer exists?|not exported).{0,40}\bor\b.{0,60}(?:permission|access|private|repository)|\bor\b.{0,30}(?:not exported|no longer exists|does ?n[o]?t exist)/u,
      /不存在,?(?:或者?|,).{0,16}权限|(?:权限|拒绝).{0,8}(?:或者?).{0,8}(?:不存在|未导出)/u,
    ],
  },
  {
    cause: 'forbidden',
    when: [
      /you need the .{0,80}permission|(?:upload|receive)-pack not permitted|^\W*not permitted on/u,
      /permission (?:to|for)\b.{0,200}\bdenied|(?:access|permission)s? .{0,30}not (?:been )?granted|(?:allow|white)-?list|\bip(?: address)?\b.{0,40}(?:not|blocked)|does not have (?:\w+ ){1,2}access|access (?:is |was |has been )?(?:denied|forbidden|blocked|disabled|restricted)|permission ?denied/u,
      /(?:account|user|repository|project|organization|access).{0,30}(?:is|was|has been|been) (?:\w+ )?(?:suspended|blocked|locked|disabled|flagged|banned|deactivated|archived)|dmca|takedown|marked as read only/u,
      /(?:not|arent|isnt) (?:allowed|permitted|authorized|entitled) to|(?:dont|do not|does not|doesnt|no) (?:have )?(?:the )?(?:required |necessary |sufficient |enough )?(?:permissions?|access|rights?|privileges?)|insufficient[ _](?:permissions?|scopes?|privileges?|rights)|required scope|higher privileges|\bforbidden\b|resource not accessible/u,
      /(?:没有|无|缺少|未获得).{0,12}权限|权限(?:不足|不够|被拒)|无权(?:访问|限|操作)?|拒绝访问|访问被?拒绝|禁止访问|访问受限|(?:被)?限制访问|(?:账号|账户|用户|仓库|项目)(?:已)?(?:被(?:管理员)?)?(?:冻结|封禁|停用|禁用|锁定|屏蔽|关闭)|(?:ip)?白名单/u,
    ],
  },
  {
    cause: 'loginPage',
    when: [
      /sign-in-page|bad line length character: ?<|(?:invalid|unexpected) content[- ]type.{0,60}html|got text.?html|text html|got <|server response; got ?<|行长度字符串: ?<|行宽字符: ?<|服务端响应,得到 ?</u,
      /(?:sign|log) ?in (?:to|·|-|page)|登录页|请先登录/u,
    ],
  },
  {
    cause: 'notFound',
    when: [
      /(?:repository|repo|project|page|path|resource|namespace|it)(?: \S{1,200}){0,2}? (?:was |is |could )?(?:not (?:be )?found|does ?n[o]?t exist|not exist|no longer exists|has been (?:deleted|removed))|(?:you were|youre) looking for|^not found$|\d{3} (?:page )?not found|not found: did you run|\berror: not found|(?:repository|project|repo)(?: \S{1,200}){0,4} was (?:removed|deleted)|url was not found/u,
      /does not appear to be a git repository|info refs not valid|not valid:|is this a git repository|not a git repository|no such (?:repository|project)|noremoterepository|(?:pending|marked for) deletion|could not find (?:the )?(?:repository|project|repo)|unable to find (?:the )?repository/u,
      /(?:仓库|代码仓|代码库|项目|页面|资源|路径|地址|链接)(?:.{0,12})(?:不存在|未找到|找不到|没有找到|已(?:被)?删除)|(?:未找到|找不到|没有找到|不存在)(?:该|此|指定的)?(?:源)?(?:仓库|代码仓|项目|页面|资源)|不是(?:一个)?(?:有效的)?git(?:代码)?仓库|这是(?:一个)?git仓库|未找到$/u,
    ],
  },
  {
    cause: 'redirected',
    when: [
      /(?:maximum|too many) .{0,20}redirect|redirects? (?:is |are |was |were )?(?:not (?:allowed|followed)|blocked)|cannot redirect|unable to update url base from redirection|moved permanently/u,
      /重定向(?:次数)?(?:过多|太多)|不能更新重定向/u,
    ],
  },
  {
    cause: 'malformedAddress',
    when: [/\bbad request\b/u],
  },
  {
    cause: 'sourceServer',
    when: [
      /internal server error|bad gateway|gateway time-?out|service (?:is )?(?:temporarily )?unavailable|web server is down|internal error|currently unavailable|under maintenance/u,
      /网关(?:错误|超时)|系统?维护中/u,
    ],
  },
]);

/** What is said at the end of almost any failure, and decides only when nothing else did. */
export const REMAINDERS = once((): readonly CauseRule[] => [
  {
    cause: 'loginPage',
    when: [/web-page|<!do|<html/u],
  },
  {
    cause: 'redirected',
    when: [
      /(?:project|repository|repo)\b.{0,200}\b(?:was |has |has been )?(?:moved|renamed|transferred)|redirecting to|(?:仓库|项目|代码仓)(?:已)?(?:被)?(?:迁移|移动|转移|改名|重命名|搬迁)|重定向/u,
    ],
  },
  {
    cause: 'sourceServer',
    when: [
      /server error|service unavailable|protocol error|bad line length|unexpected (?:response|http)|object format|mismatched algorithms|(?:corrupt|bad|missing|invalid) (?:\w+ )?(?:object|blob|tree|commit|pack)|object .{0,40}(?:corrupt|missing|is empty)|remote error|upload-pack: /u,
      /服务器?(?:端)?(?:内部)?(?:错误|异常|繁忙|故障)|内部(?:服务)?(?:器)?错误|服务(?:暂时)?(?:不可用|异常|繁忙)|系统(?:繁忙|异常|错误)|(?:对象|包).{0,16}(?:损坏|丢失|缺失)|损坏的|协议错误|远程错误/u,
    ],
  },
  {
    cause: 'transferBroken',
    when: [
      /early eof|hung up|unexpected disconnect|bytes of body are still expected|index-pack|expected (?:packfile|flush|acknowledgments)|rpc failed|curl \d|invalid pack|unpack(?:er)? (?:failed|error)|sideband|unexpected flush|unable to write (?:to|request to) remote|incomplete/u,
      /意外挂断|过早的文件结束符|个?字节的正文|正文|index-pack|多路输出出错|rpc失败|解压缩|远程解包失败|无法写到远程|意外(?:断开|中断)/u,
    ],
  },
  { cause: 'credentials', when: [/(?:输入|填写|提供|检查).{0,6}(?:正确的)?(?:用户名|账号|凭据|凭证|密码)/u] },
  { cause: 'unreachable', when: [/请检查网络/u] },
  { cause: 'diverged', when: [/\[rejected\]|已拒绝/u] },
  { cause: 'refused', when: [/remote rejected/u] },
]);

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
